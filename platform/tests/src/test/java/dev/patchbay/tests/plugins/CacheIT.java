package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.client.McpClient;
import dev.patchbay.client.McpException;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.content.TextResourceContents;
import dev.patchbay.protocol.resource.ReadResourceResult;
import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole product gives results of a plugin again: to their client only, after a restart too, until they change. */
class CacheIT {
    private static final String CANARY = "canary-that-nobody-else-writes";
    private static final String PLUGIN = """
            public final class Plugin {
                @Tool(description = "Makes a new id", readOnly = true, idempotent = true, cacheSeconds = 3600)
                public String make(@Description("For what") String what, Call call) {
                    call.builtFrom("ids");
                    return call.caller().id() + " CANARY " + UUID.randomUUID();
                }
                @Tool(description = "Makes all ids old", readOnly = false, changes = "ids")
                public String renew() { return "renewed"; }
                @dev.patchbay.api.resource.Resource(uri = "ids://last", name = "last", description = "An id",
                        cacheSeconds = 600)
                public String last(Call call) {
                    call.builtFrom("ids");
                    return UUID.randomUUID().toString();
                }
            }
            """.replace("CANARY", CANARY);
    private static final String MAKE = "tool:ids_make";
    private static final String RENEW = "tool:ids_renew";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path folder;

    private static McpClient client(Installation patchbay, String key) {
        return McpClient.http(URI.create(patchbay.url())).bearerToken(key).connect();
    }

    private static String make(Installation patchbay, String key) {
        try (McpClient client = client(patchbay, key)) {
            return ((TextContent) client.callTool("ids_make", Map.of("what", "it")).content().getFirst()).text();
        }
    }

    private static String last(ReadResourceResult result) {
        return ((TextResourceContents) result.contents().getFirst()).text();
    }

    private static JsonNode statistics(Installation patchbay) {
        return patchbay.administration().send("GET", "/cache", "");
    }

    @Test
    void resultsAreGivenAgainUntilTheyChange() throws Exception {
        Path jar = Files.write(folder.resolve("ids.jar"), WrittenPlugin.jar("ids", "1.0.0", PLUGIN));
        try (Installation patchbay = Installation.unpack().withoutSamples().withPlugin(jar)) {
            Administration administration = patchbay.serve().administration();
            administration.approveAll();
            String ann = administration.client("ann");
            String bob = administration.client("bob");
            administration.enable("ann", MAKE, RENEW, "resource:ids://last");
            administration.enable("bob", MAKE);

            String first = make(patchbay, ann);
            assertThat(first).startsWith("ann ");
            assertThat(make(patchbay, ann)).isEqualTo(first);
            assertThat(make(patchbay, bob)).startsWith("bob ");

            try (McpClient client = client(patchbay, ann)) {
                ReadResourceResult read = client.readResource("ids://last");
                assertThat(read.cache().ttlMs()).isEqualTo(600_000);
                ReadResourceResult again = client.readResource("ids://last");
                assertThat(last(again)).isEqualTo(last(read));
                assertThat(again.cache().ttlMs()).isBetween(500_000L, 599_999L);

                await().atMost(LONG).untilAsserted(() -> assertThat(statistics(patchbay).at("/levels/1/entries")
                        .asInt()).isEqualTo(3));
            }
            patchbay.stop();
            assertThat(databaseFiles(patchbay)).isNotEmpty()
                    .allSatisfy(file -> assertThat(content(file)).doesNotContain(CANARY));
            patchbay.serve();

            await().atMost(LONG).untilAsserted(() -> assertThat(make(patchbay, ann)).isEqualTo(first));
            JsonNode counts = statistics(patchbay);
            assertThat(counts.at("/levels/1/level").asString()).isEqualTo("database");
            assertThat(counts.at("/levels/1/hits").asInt()).isEqualTo(1);
            assertThat(patchbay.command("cache", "stats").output()).contains("HITRATIO").contains("ids_make");

            try (McpClient client = client(patchbay, ann)) {
                String before = last(client.readResource("ids://last"));
                client.callTool("ids_renew", Map.of());
                assertThat(last(client.readResource("ids://last"))).isNotEqualTo(before);
            }
            String second = make(patchbay, ann);
            assertThat(second).isNotEqualTo(first);
            assertThat(patchbay.command("cache", "clear", "--tool", "ids_make").output()).contains("given up");
            String third = make(patchbay, ann);
            assertThat(third).isNotEqualTo(second);
            assertThat(make(patchbay, ann)).isEqualTo(third);
            patchbay.administration().send("PUT", "/secrets/another.token", "{\"value\": \"a-new-value-0123456789\"}");
            String fourth = make(patchbay, ann);
            assertThat(fourth).as("what an old credential read is given up").isNotEqualTo(third);

            Files.write(patchbay.plugins().resolve("ids.jar"), WrittenPlugin.jar("ids", "1.0.1", PLUGIN));
            await().atMost(LONG).untilAsserted(() -> {
                patchbay.administration().approveAll();
                assertThat(make(patchbay, ann)).isNotEqualTo(fourth);
            });

            patchbay.administration().disable("ann", MAKE);
            assertThatThrownBy(() -> make(patchbay, ann)).isInstanceOf(McpException.class)
                    .hasMessageContaining("-32602");
        }
    }

    private static Iterable<Path> databaseFiles(Installation patchbay) throws IOException {
        try (Stream<Path> files = Files.walk(patchbay.folder().resolve("data"))) {
            return files.filter(file -> file.toString().endsWith(".mv.db")).toList();
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
