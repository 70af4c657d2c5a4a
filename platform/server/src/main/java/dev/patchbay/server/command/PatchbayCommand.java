package dev.patchbay.server.command;

import dev.patchbay.client.McpClientException;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.running.StartException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
     * Runs a command.
     *
     * @param surroundings where it runs
     * @param arguments the command line
     * @return the exit code
     */
    static int execute(Surroundings surroundings, String... arguments) {
        Optional<Callable<Integer>> server = arguments.length == 1
                ? server(surroundings, arguments[0])
                : Optional.empty();
        return server.isPresent()
                ? execute(server.get(), surroundings.terminal())
                : commandLine(surroundings, arguments).execute(arguments);
    }

    /** A server without options: there is nothing to parse, and loading the parser takes a sixth of the whole start. */
    private static Optional<Callable<Integer>> server(Surroundings surroundings, String name) {
        return switch (name) {
            case "dev" -> Optional.of(new DevCommand(surroundings));
            case "serve" -> Optional.of(new ServeCommand(surroundings));
            case "stdio" -> Optional.of(new StdioCommand(surroundings));
            default -> Optional.empty();
        };
    }

    private static int execute(Callable<Integer> command, Terminal terminal) {
        try {
            return command.call();
        } catch (Exception failure) {
            return failed(failure, terminal);
        }
    }

    /**
     * Makes the command line. Where the first argument names a command, only that one is made: reading the annotations of
     * all of them takes longer than the rest of a start.
     *
     * @param surroundings where it runs
     * @param arguments what will be executed
     * @return ready to execute
     */
    static CommandLine commandLine(Surroundings surroundings, String... arguments) {
        Terminal terminal = surroundings.terminal();
        Map<String, Supplier<?>> commands = commands(surroundings);
        CommandLine line = new CommandLine(new PatchbayCommand());
        if (arguments.length > 0 && commands.containsKey(arguments[0])) {
            line.addSubcommand(commands.get(arguments[0]).get());
        } else {
            commands.values().forEach(command -> line.addSubcommand(command.get()));
        }
        line.getCommandSpec().mixinStandardHelpOptions(true).version("Patchbay " + surroundings.version());
        line.getSubcommands().values().forEach(command -> withHelp(command, surroundings.version()));
        Ansi ansi = terminal.isColoured() ? Ansi.ON : Ansi.OFF;
        line.setOut(terminal.out()).setErr(terminal.err()).setColorScheme(CommandLine.Help.defaultColorScheme(ansi));
        line.setUsageHelpAutoWidth(false).setUsageHelpWidth(100).setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(PatchbayCommand::wrongUsage);
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, terminal));
        return line;
    }

    private static Map<String, Supplier<?>> commands(Surroundings surroundings) {
        Map<String, Supplier<?>> commands = new LinkedHashMap<>();
        commands.put("dev", () -> new DevCommand(surroundings));
        commands.put("serve", () -> new ServeCommand(surroundings));
        commands.put("stdio", () -> new StdioCommand(surroundings));
        commands.put("call", () -> new CallCommand(surroundings));
        commands.put("tools", () -> new ToolsCommand(surroundings));
        commands.put("plugins", () -> new PluginsCommand(surroundings));
        commands.put("plugin", () -> new PluginCommand(surroundings));
        commands.put("doctor", () -> new DoctorCommand(surroundings));
        commands.put("version", () -> new VersionCommand(surroundings));
        commands.put("client", () -> new CommandLine(new ClientCommand(surroundings))
                .addSubcommand(new KeyCommand(surroundings)));
        commands.put("role", () -> new RoleCommand(surroundings));
        commands.put("toolset", () -> new ToolsetCommand(surroundings));
        commands.put("enable", () -> new EnableCommand(surroundings));
        commands.put("disable", () -> new DisableCommand(surroundings));
        commands.put("rule", () -> new RuleCommand(surroundings));
        commands.put("limit", () -> new LimitCommand(surroundings));
        commands.put("explain", () -> new ExplainCommand(surroundings));
        commands.put("audit", () -> new AuditCommand(surroundings));
        commands.put("admin", () -> new AdminCommand(surroundings));
        commands.put("cache", () -> new CacheCommand(surroundings));
        commands.put("backup", () -> new BackupCommand(surroundings));
        commands.put("restore", () -> new RestoreCommand(surroundings));
        commands.put("secret", () -> new SecretCommand(surroundings));
        commands.put("vault", () -> new VaultCommand(surroundings));
        commands.put("warm-up", () -> new WarmUpCommand(surroundings));
        return commands;
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
