package dev.patchbay.server.command;

import dev.patchbay.client.McpClientException;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.running.StartException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: what stands behind {@code patchbay}. */
@Command(name = "patchbay", description = "Turns a folder of plugin JARs into one MCP server.",
        synopsisSubcommandLabel = "COMMAND", footer = {"", "First steps:",
            "  patchbay dev                       start, and see what to paste into your client",
            "  patchbay tools                     (in a second terminal) what tools there are",
            "  patchbay call hello name=Ada       call one", "", "'patchbay COMMAND --help' explains a command.",
            "Settings: docs/configuration.md. Colours are left out where NO_COLOR is set."},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:it worked",
            "1:it did not: a tool failed, the server does not start, the doctor found something",
            "2:the command line or the configuration is wrong", "3:no server answers"})
public final class PatchbayCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    private PatchbayCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do: a command is missing.");
    }

    /**
     * Makes the command line.
     *
     * @param surroundings where it runs
     * @return ready to execute
     */
    static CommandLine commandLine(Surroundings surroundings) {
        Terminal terminal = surroundings.terminal();
        CommandLine line = new CommandLine(new PatchbayCommand()).addSubcommand(new DevCommand(surroundings))
                .addSubcommand(new ServeCommand(surroundings)).addSubcommand(new CallCommand(surroundings))
                .addSubcommand(new ToolsCommand(surroundings)).addSubcommand(new PluginsCommand(surroundings))
                .addSubcommand(new PluginCommand(surroundings))
                .addSubcommand(new DoctorCommand(surroundings)).addSubcommand(new VersionCommand(surroundings))
                .addSubcommand(
                        new CommandLine(new ClientCommand(surroundings)).addSubcommand(new KeyCommand(surroundings)))
                .addSubcommand(new RoleCommand(surroundings))
                .addSubcommand(new ToolsetCommand(surroundings)).addSubcommand(new EnableCommand(surroundings))
                .addSubcommand(new DisableCommand(surroundings)).addSubcommand(new RuleCommand(surroundings))
                .addSubcommand(new LimitCommand(surroundings)).addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new AuditCommand(surroundings)).addSubcommand(new AdminCommand(surroundings))
                .addSubcommand(new BackupCommand(surroundings)).addSubcommand(new RestoreCommand(surroundings))
                .addSubcommand(new SecretCommand(surroundings)).addSubcommand(new VaultCommand(surroundings))
                .addSubcommand(new WarmUpCommand(surroundings));
        line.getCommandSpec().mixinStandardHelpOptions(true).version("Patchbay " + surroundings.version());
        line.getSubcommands().values().forEach(command -> withHelp(command, surroundings.version()));
        Ansi ansi = terminal.isColoured() ? Ansi.ON : Ansi.OFF;
        line.setOut(terminal.out()).setErr(terminal.err()).setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
        line.setUsageHelpAutoWidth(false).setUsageHelpWidth(100).setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(PatchbayCommand::wrongUsage);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, terminal));
        return line;
    }

    private static void withHelp(CommandLine command, String version) {
        if (!command.getCommandSpec().mixinStandardHelpOptions()) {
            command.getCommandSpec().mixinStandardHelpOptions(true);
        }
        command.getCommandSpec().version("Patchbay " + version);
        command.getSubcommands().values().forEach(inner -> withHelp(inner, version));
    }

    private static int wrongUsage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(failure.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(failure, err)) {
            err.println("'" + command.getCommandSpec().qualifiedName() + " --help' says what there is.");
        }
        err.flush();
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, Terminal terminal) {
        return switch (failure) {
            case CommandException known -> told(terminal, known, known.exitCode());
            case ConfigurationException wrong -> told(terminal, wrong, ExitCode.USAGE);
            case StartException start -> told(terminal, start, ExitCode.FAILED);
            case McpClientException client -> told(terminal, client, ExitCode.FAILED);
            default -> {
                terminal.err().println("Something unexpected happened; this is a mistake in Patchbay:");
                failure.printStackTrace(terminal.err());
                terminal.err().flush();
                yield ExitCode.FAILED;
            }
        };
    }

    private static int told(Terminal terminal, Exception failure, int exitCode) {
        terminal.note(String.valueOf(failure.getMessage()));
        return exitCode;
    }
}
