package dev.patchbay.server.command;

import dev.patchbay.client.McpClient;
import dev.patchbay.protocol.Revision;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationReader;
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
 * and ends. {@code bin/patchbay} runs it once to make the cache that later starts are faster with.
 */
@Command(name = "warm-up", hidden = true, description = "Exercises a server once, for the cache of bin/patchbay.")
final class WarmUpCommand implements Callable<Integer> {
    private static final String CONFIGURATION = """
            mcp:
              port: 0
            plugins:
              agent: off
            """;

    private final Surroundings surroundings;

    @Parameters(paramLabel = "JAR", description = "The plugin to load.") private Path jar = Path.of("");

    WarmUpCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Path home = Files.createTempDirectory("patchbay-warm-up");
        try {
            Files.copy(jar, Files.createDirectory(home.resolve("plugins")).resolve("plugin.jar"));
            // In the file, and not as flags, so that reading it is exercised too
            Files.writeString(Files.createDirectory(home.resolve("conf")).resolve("patchbay.yaml"), CONFIGURATION);
            Configuration configuration = ConfigurationReader.read(home, null, Map.of(),
                    List.of());
            PatchbayServer server = PatchbayServer.start(Mode.DEV, configuration, surroundings.version());
            try {
                for (Revision revision : List.of(Revision.V2026_07_28, Revision.V2025_11_25)) {
                    exercise(URI.create(server.status().url()), revision);
                }
            } finally {
                server.stop(Duration.ofSeconds(1));
            }
            return ExitCode.DONE;
        } finally {
            delete(home);
        }
    }

    private static void exercise(URI url, Revision revision) {
        try (McpClient client = McpClient.http(url).revision(revision).connect()) {
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
