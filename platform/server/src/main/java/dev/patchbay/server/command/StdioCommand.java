package dev.patchbay.server.command;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.configuration.ConfigurationReader.Flag;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.logging.LogSetup;
import dev.patchbay.server.running.EndpointSettings;
import dev.patchbay.server.running.StdioUpstreams;
import dev.patchbay.stdio.PipeOptions;
import dev.patchbay.stdio.StdioPipe;
import dev.patchbay.stdio.Upstream;
import dev.patchbay.stdio.Upstreams;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code patchbay stdio}. */
@Command(name = "stdio", description = {"Serves an MCP client that starts this program and talks to it over a pipe.",
    "It attaches to the server that uses the data folder. Where none runs it is the server itself, and others that are"
            + " started meanwhile attach to it; when it ends, one of them takes its place."},
        footer = {"", "To paste, with the path of your installation:", "",
            "  Claude Code, in a shell:",
            "    claude mcp add patchbay -- /opt/patchbay/bin/patchbay stdio",
            "  Claude Desktop, in claude_desktop_config.json; Cursor, in ~/.cursor/mcp.json:",
            "    {\"mcpServers\": {\"patchbay\": {\"command\": \"/opt/patchbay/bin/patchbay\",",
            "      \"args\": [\"stdio\"]}}}",
            "  VS Code, in .vscode/mcp.json of the workspace:",
            "    {\"servers\": {\"patchbay\": {\"type\": \"stdio\", \"command\": \"/opt/patchbay/bin/patchbay\",",
            "      \"args\": [\"stdio\"]}}}",
            "  with a key of its own:  \"env\": {\"PATCHBAY_KEY\": \"pb_...\"}  beside \"args\"", "",
            "Who calls: the client of the key; else the one that stdio.client in conf/patchbay.yaml names; else,",
            "as with 'patchbay dev', whoever is on this machine. A running 'patchbay serve' needs one of the first two.",
            "The standard output has nothing but MCP; notes and the log go to the standard error. docs/stdio.md"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the input has ended, or SIGTERM", "2:the command line or the configuration is wrong"})
final class StdioCommand implements Callable<Integer> {
    private static final Duration CLOSING = Duration.ofMillis(450);

    private final Surroundings surroundings;

    @Option(names = "--attach", paramLabel = "URL",
            description = "MCP endpoint to attach to, instead of what uses the data folder.") private @Nullable String attach;

    @Mixin private KeyOption keys = new KeyOption();

    @Mixin private InstallationOptions options = new InstallationOptions();

    StdioCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Optional<String> key = keys.key(surroundings);
        Configuration configuration = options.read(surroundings, List.of());
        System.setOut(System.err); // whatever prints, the client reads MCP only
        LogSetup.console(configuration.get(Settings.LOG_LEVEL));
        LogSetup.guardStreams();
        key.ifPresent(LogSetup.secrets()::add);
        PipeOptions bounds = PipeOptions.of(configuration.get(Settings.LIMITS_BODY),
                EndpointSettings.json(configuration));
        Terminal terminal = surroundings.terminal();
        StdioUpstreams installation = new StdioUpstreams(configuration, embedding(), surroundings.version(), key,
                line -> terminal.note("patchbay: " + line));
        StdioPipe pipe = new StdioPipe(new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out), upstreams(key, installation), bounds);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(pipe, installation), "patchbay-stop"));
        if (terminal.isInteractive()) {
            terminal.note("This waits for MCP messages, one a line; Ctrl-D ends. 'patchbay stdio --help' has what to"
                    + " paste into a client.");
        }
        pipe.warmUp();
        pipe.run();
        end(pipe, installation);
        return ExitCode.DONE;
    }

    private Upstreams upstreams(Optional<String> key, StdioUpstreams installation) {
        if (attach == null) {
            return installation;
        }
        Upstream fixed = new Upstream(ServerConnection.uri(attach, "--attach"), key);
        return lost -> fixed;
    }

    /** As it is to be where only this program and its like get in: on any free port, of this machine. */
    private Configuration embedding() throws ConfigurationException {
        return options.readSilently(surroundings, List.of(flag("mcp.host", "127.0.0.1"), flag("mcp.port", "0"),
                flag("mcp.tls-certificate", ""), flag("mcp.tls-key", ""), flag("mcp.tls-client-ca", ""),
                flag("mcp.tls-client-auth", "none"), flag("mcp.trusted-proxies", ""), flag("mcp.flood-requests", "0"),
                flag("admin.host", "127.0.0.1"), flag("admin.port", "0")));
    }

    private static Flag flag(String name, String value) {
        return new Flag("patchbay stdio", name, value);
    }

    /** Ends the process, whatever still runs: the client waits for that, and nothing of worth is lost by a sudden end. */
    private static void end(StdioPipe pipe, StdioUpstreams upstreams) {
        Thread closing = Thread.ofPlatform().daemon().name("patchbay-closing").start(() -> {
            pipe.close();
            upstreams.close();
            LogSetup.stop();
        });
        try {
            closing.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(ExitCode.DONE);
    }
}
