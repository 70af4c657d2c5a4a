package dev.patchbay.server.command;

import dev.patchbay.client.McpClient;
import dev.patchbay.client.McpClientBuilder;
import dev.patchbay.protocol.Revision;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationException;
import dev.patchbay.server.configuration.ConfigurationReader;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.running.Mode;
import dev.patchbay.server.running.PatchbayServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code patchbay warm-up}: starts a server of its own on a free port with one plugin, calls a tool of it over both eras
 * and ends. {@code bin/patchbay} runs it once for each mode to make the cache that later starts are faster with: what is
 * used here costs them less time.
 */
@Command(name = "warm-up", hidden = true, description = "Exercises a server once, for the cache of bin/patchbay.")
final class WarmUpCommand implements Callable<Integer> {
    private static final String CONFIGURATION = """
            mcp:
              port: 0
            admin:
              port: 0
            plugins:
              agent: off
            """;
    private static final String CLIENT = "warm-up";
    /** True whatever is called; it only has to be looked at. */
    private static final String RULE = "!has(args.name) || size(args.name) < 1000";

    private final Surroundings surroundings;

    @Parameters(paramLabel = "MODE", description = "dev or serve.") private String mode = "";

    @Parameters(paramLabel = "JAR", description = "The plugin to load.") private Path jar = Path.of("");

    WarmUpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Path home = Files.createTempDirectory("patchbay-warm-up");
        try {
            Configuration configuration = configuration(home);
            if (mode.equals(Mode.SERVE.text())) {
                serve(configuration);
            } else {
                dev(configuration);
            }
            return ExitCode.DONE;
        } finally {
            delete(home);
        }
    }

    private Configuration configuration(Path folder) throws IOException, ConfigurationException {
        Files.copy(jar, Files.createDirectory(folder.resolve("plugins")).resolve("plugin.jar"));
        // In the file, and not as flags, so that reading it is exercised too
        Files.writeString(Files.createDirectory(folder.resolve("conf")).resolve("patchbay.yaml"), CONFIGURATION);
        return ConfigurationReader.read(folder, null, Map.of(), List.of());
    }

    private void dev(Configuration configuration) throws Exception {
        PatchbayServer server = PatchbayServer.start(Mode.DEV, configuration, surroundings.version());
        try {
            exercise(server, "");
        } finally {
            server.stop(Duration.ofSeconds(1));
        }
    }

    /** The second start finds what the first has left, as all later ones of an installation do. */
    private void serve(Configuration configuration) throws Exception {
        PatchbayServer first = PatchbayServer.start(Mode.SERVE, configuration, surroundings.version());
        String key;
        try {
            key = setUp(AdminOptions.of(configuration.folder(Settings.FOLDERS_DATA), CLIENT));
        } finally {
            first.stop(Duration.ofSeconds(1));
        }
        PatchbayServer second = PatchbayServer.start(Mode.SERVE, configuration, surroundings.version());
        try {
            exercise(second, key);
        } finally {
            second.stop(Duration.ofSeconds(1));
        }
    }

    /** Approves the plugin and makes a client that may call it under a rule; returns the client's key. */
    private static String setUp(AdminConnection server) {
        for (Map<String, Object> plugin : server.list("/plugins")) {
            server.post(AdminConnection.path("/plugins", String.valueOf(plugin.get("sha256"))) + "/approve");
        }
        server.post("/rules", Map.of("name", CLIENT, "allow", RULE));
        server.post("/clients", Map.of("id", CLIENT));
        server.post("/enablement", Map.of("subjectKind", "client", "subject", CLIENT,
                "targets", List.of(Map.of("kind", "tool", "name", "*"))));
        return String.valueOf(server.post("/clients/" + CLIENT + "/keys", Map.of()).get("key"));
    }

    private static void exercise(PatchbayServer server, String key) {
        for (Revision revision : List.of(Revision.V2026_07_28, Revision.V2025_11_25)) {
            McpClientBuilder client = McpClient.http(URI.create(server.status().url())).revision(revision);
            exercise(key.isEmpty() ? client : client.bearerToken(key));
        }
    }

    private static void exercise(McpClientBuilder builder) {
        try (McpClient client = builder.connect()) {
            client.listTools().forEach(tool -> client.callTool(tool.name(), Map.of()));
            client.listPrompts();
            client.listResources();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> walked = Files.walk(folder)) {
            all = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
