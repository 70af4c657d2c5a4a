package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Results that are larger than a client may get: what each revision sees of them, and who reads the rest. */
class LargeResultIT {
    private static final int ITEMS = 3000;
    private static final String PLUGIN = """
            public final class Plugin {
                public record Text(@Description("A text") String text) {}

                @Tool(description = "Lists")
                public CallToolResult list(@Description("How many") int limit) {
                    List<Map<String, Object>> items = new ArrayList<>();
                    for (int i = 0; i < limit; i++) {
                        items.add(Map.of("id", i, "title", "The title of item number " + i));
                    }
                    return CallToolResult.structured(Map.of("items", items, "has_more", false));
                }

                @Tool(description = "Gives a log")
                public String log() {
                    return "one line of the log\\n".repeat(20_000);
                }

                @Tool(description = "Gives a text as its schema says")
                public Text text() {
                    return new Text("x".repeat(200_000));
                }
            }
            """;

    private static Installation patchbay;
    private static Administration administration;
    private static String ada;
    private static String bob;

    @BeforeAll
    static void serve() throws IOException {
        Path jar = Files.createTempFile("large", ".jar");
        Files.write(jar, WrittenPlugin.jar("large", "1.0.0", PLUGIN));
        patchbay = Installation.unpack().withoutSamples().withPlugin(jar)
                .withSetting("limits.calls-per-minute", "100000").serve();
        Files.delete(jar);
        administration = patchbay.administration();
        administration.approveAll();
        ada = administration.client("ada");
        bob = administration.client("bob");
        administration.enable("ada", "tool:*");
        administration.enable("bob", "tool:*");
    }

    @AfterAll
    static void stop() {
        patchbay.close();
    }

    private static RevisionCaller caller(String revision, String key) {
        return new RevisionCaller(patchbay.url(), revision, key);
    }

    private static List<Integer> ids(JsonNode items) {
        return items.valueStream().map(item -> item.path("id").asInt()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"})
    void everyRevisionSeesTheFirstItemsAndReadsTheRestPageByPage(String revision) {
        try (RevisionCaller client = caller(revision, ada)) {
            JsonNode result = client.call("large_list", Map.of("limit", ITEMS)).path("result");

            JsonNode content = result.path("content");
            JsonNode shown = Json.parse(content.path(0).path("text").asString());
            assertThat(shown.path("truncated").asBoolean()).isTrue();
            assertThat(shown.path("has_more").asBoolean()).isTrue();
            if (revision.compareTo("2025-06-18") >= 0) {
                assertThat(result.path("structuredContent")).isEqualTo(shown);
                assertThat(content.path(2).path("type").asString()).isEqualTo("resource_link");
                assertThat(content.path(2).path("uri")).isEqualTo(shown.path("rest"));
            } else {
                assertThat(content.path(2).path("text").asString()).contains(shown.path("rest").asString());
            }
            List<Integer> ids = new ArrayList<>(ids(shown.path("items")));
            for (String uri = shown.path("rest").asString(); !uri.isEmpty();) {
                JsonNode contents = client.read(uri).path("result").path("contents");
                assertThat(contents.path(0).path("uri").asString()).isEqualTo(uri);
                assertThat(contents.path(0).path("text").asString().length()).isLessThan(100_000);
                ids.addAll(ids(Json.parse(contents.path(0).path("text").asString())));
                uri = next(contents.path(1).path("text").asString());
            }
            assertThat(ids).isEqualTo(IntStream.range(0, ITEMS).boxed().toList());
            assertThat(client.request("resources/list", Map.of(), "").toString()).doesNotContain("patchbay-result");
        }
    }

    private static String next(String end) {
        int from = end.indexOf("patchbay-result://");
        return from < 0 ? "" : end.substring(from, end.indexOf(',', from));
    }

    @Test
    void theRestIsForWhoGotTheResultAndForNobodyElse() throws IOException {
        try (RevisionCaller one = caller("2026-07-28", ada); RevisionCaller other = caller("2026-07-28", bob)) {
            String uri = next(one.call("large_log", Map.of()).path("result").path("content").path(1).path("text")
                    .asString());
            assertThat(one.read(uri).path("result").path("contents").path(0).path("text").asString())
                    .startsWith("one line of the log\n").endsWith("\n");

            // No plugin is called, so nobody waits for the record
            await().atMost(Duration.ofSeconds(10)).until(() -> isRecorded(uri));
            String guessed = "patchbay-result://" + "A".repeat(24) + "/2";
            assertThat(other.read(uri).path("error").toString().replace(uri, guessed))
                    .isEqualTo(one.read(guessed).path("error").toString()).contains("-32602");

            administration.disable("ada", "tool:*");
            try {
                assertThat(one.read(uri).path("error").path("code").asInt()).isEqualTo(-32602);
            } finally {
                administration.enable("ada", "tool:*");
            }
        }
    }

    private static boolean isRecorded(String uri) throws IOException {
        try (Stream<Path> files = Files.list(patchbay.folder().resolve("data/audit"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).map(LargeResultIT::read)
                    .anyMatch(text -> text.contains(uri) && text.contains("\"instance\":\"patchbay:results\""));
        }
    }

    @Test
    void aResultThatItsSchemaDoesNotLetBeCutIsAnErrorThatSaysWhatToDo() {
        try (RevisionCaller client = caller("2026-07-28", ada)) {
            JsonNode result = client.call("large_text", Map.of()).path("result");

            assertThat(result.path("isError").asBoolean()).isTrue();
            assertThat(result.path("_meta").path("dev.patchbay/error").path("code").asString())
                    .isEqualTo("result_too_large");
            assertThat(result.path("content").path(0).path("text").asString()).contains("200011 characters",
                    "patchbay-result://");
        }
    }

    @Test
    void anAdministratorSaysHowMuchAClientGets() {
        try (RevisionCaller client = caller("2026-07-28", bob)) {
            String usual = client.call("large_list", Map.of("limit", 1000)).toString();
            assertThat(usual).doesNotContain("truncated");

            assertThat(patchbay.command("client", "update", "bob", "--max-result-chars", "5000").exitCode()).isZero();
            String small = client.call("large_list", Map.of("limit", 1000)).path("result").path("content").toString();
            assertThat(small.length()).isLessThan(8000);
            assertThat(small).contains("patchbay-result://", "Set 'limit' to a smaller number.");

            assertThat(administration.exchange("PATCH", "/clients/bob", "{\"maxResultChars\":7}").body())
                    .contains("2000");
            administration.send("PATCH", "/clients/bob", "{\"maxResultChars\":null}");
            assertThat(client.call("large_list", Map.of("limit", 1000)).path("result").path("structuredContent")
                    .path("items")).hasSize(1000);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
