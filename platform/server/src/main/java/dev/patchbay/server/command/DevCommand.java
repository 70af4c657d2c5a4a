package dev.patchbay.server.command;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationReader;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.logging.LogSetup;
import dev.patchbay.server.logging.SafeText;
import dev.patchbay.server.running.Mode;
import dev.patchbay.server.running.PatchbayServer;
import dev.patchbay.server.running.ServerStatus;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code patchbay dev}. */
@Command(name = "dev", description = {"Starts a server for this machine, to try things and to write plugins.",
    "Whoever is on this machine may call, and every JAR in the plugins folder runs without approval."},
        footer = {"",
            "Examples:", "  patchbay dev", "  patchbay dev --port 9090",
            "  patchbay dev --plugins target --data demo"},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:stopped by Ctrl-C or SIGTERM",
            "1:it cannot start: the message says why", "2:the command line or the configuration is wrong"})
final class DevCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();

    DevCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.read(surroundings);
        LogSetup.console(configuration.get(Settings.LOG_LEVEL));
        LogSetup.guardStreams();
        PatchbayServer server = PatchbayServer.start(Mode.DEV, configuration, surroundings.version());
        server.onChange(this::tell);
        greet(server.status(), configuration);
        ServerProcess.run(server, surroundings.terminal());
        return ExitCode.DONE;
    }

    private void greet(ServerStatus status, Configuration configuration) {
        Terminal terminal = surroundings.terminal();
        terminal.styled("@|bold Patchbay " + status.version() + "|@ in dev mode serves this machine at @|bold,cyan "
                + status.url() + "|@");
        section("Tools", PluginLines.serving(status.plugins()));
        section("Not serving", PluginLines.notServing(status.plugins()));
        if (status.plugins().jars().isEmpty()) {
            terminal.text("\nThere are no plugins yet.");
        }
        terminal.styled("\n@|bold Connect a client|@");
        for (ClientSetup setup : ClientSetup.all(status.url(), program(), stdio(configuration))) {
            terminal.styled("  @|bold " + setup.client() + "|@, " + setup.where() + ":");
            terminal.text(setup.text().indent(4).stripTrailing());
        }
        terminal.styled(
                "\n@|yellow Every JAR in the plugins folder runs without approval, with all the grants it asks for.|@");
        terminal.text("Drop JARs into " + configuration.folder(Settings.FOLDERS_PLUGINS)
                + "; what changes shows here. Ctrl-C stops.\n");
    }

    private String program() {
        return surroundings.home().resolve("bin/patchbay").toString();
    }

    /** A program that a client starts finds this server by the data folder. */
    private static List<String> stdio(Configuration configuration) {
        boolean isFound = configuration.place(Settings.FOLDERS_DATA)
                .map(place -> place.startsWith(ConfigurationReader.FILE)).orElse(true);
        return isFound
                ? List.of("stdio")
                : List.of("stdio", "--data", configuration.folder(Settings.FOLDERS_DATA).toString());
    }

    private void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            surroundings.terminal().styled("\n@|bold " + title + "|@");
            lines.forEach(line -> surroundings.terminal().text("  " + SafeText.line(line)));
        }
    }

    private void tell(ServerStatus before, ServerStatus after) {
        LocalTime now = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        PluginLines.changes(before, after).forEach(line -> surroundings.terminal()
                .text(String.format("%tT %s", now, SafeText.line(line))));
    }
}
