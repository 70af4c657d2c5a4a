package dev.patchbay.server.command;

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
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code patchbay warm-up}: starts a server of its own on a free port with one plugin, calls a tool of it over both eras
 * and ends. {@code bin/patchbay} runs it once for each mode to make the cache that later starts are faster with: what is
 * used here costs them less time, and what only this command used would cost them memory. So what a server needs only in
 * its first start, as {@code serve} needs a database and a client, is done by a process before, which leaves no trace in the
 * cache.
 */
@Command(name = "warm-up", hidden = true, description = "Exercises a server once, for the cache of bin/patchbay.")
final class WarmUpCommand implements Callable<Integer> {
    /** What is done. */
    enum Step {
        /** Starts {@code serve} for the first time. */
        PREPARE,
        /** Exercises {@code dev}, in a new folder. */
        DEV,
        /** Exercises {@code serve}, in a folder that was prepared. */
        SERVE
    }

    private static final String CONFIGURATION = """
            mcp:
              port: 0
            admin:
              port: 0
            plugins:
              agent: off
            """;
    private static final String CLIENT = "warm-up";
    private static final String KEY = "client.key";
    /** True whatever is called; it only has to be looked at. */
    private static final String RULE = "!has(args.name) || size(args.name) < 1000";

    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "STEP", description = "prepare, dev or serve.") private Step step = Step.DEV;

    @Parameters(index = "1", paramLabel = "JAR", description = "The plugin to load.") private Path jar = Path.of("");

    @Parameters(index = "2", paramLabel = "FOLDER",
            description = "Where the server lives; exists, and stays.") private Path folder = Path.of("");

    WarmUpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = step == Step.SERVE ? configuration() : firstConfiguration();
        Mode mode = step == Step.DEV ? Mode.DEV : Mode.SERVE;
        PatchbayServer server = PatchbayServer.start(mode, configuration, surroundings.version());
        try {
            switch (step) {
                case PREPARE -> Files.writeString(folder.resolve(KEY),
                        setUp(AdminOptions.of(configuration.folder(Settings.FOLDERS_DATA), CLIENT)));
                case DEV -> exercise(server, "");
                case SERVE -> exercise(server, Files.readString(folder.resolve(KEY)));
            }
        } finally {
            server.stop(Duration.ofSeconds(1));
        }
        return ExitCode.DONE;
    }

    private Configuration firstConfiguration() throws IOException, ConfigurationException {
        Files.copy(jar, Files.createDirectory(folder.resolve("plugins")).resolve("plugin.jar"));
        // In the file, and not as flags, so that reading it is exercised too
        Files.writeString(Files.createDirectory(folder.resolve("conf")).resolve("patchbay.yaml"), CONFIGURATION);
        return configuration();
    }

    private Configuration configuration() throws ConfigurationException {
        return ConfigurationReader.read(folder, null, Map.of(), List.of());
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

    private static void exercise(PatchbayServer server, String key) throws IOException {
        WarmUpClient client = new WarmUpClient(URI.create(server.status().url()), key);
        client.modern();
        client.legacy();
    }
}
