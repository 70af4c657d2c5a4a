package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Scale;
import dev.patchbay.tests.product.TypeScriptClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A plugin somebody wrote is copied in and taken out again while the official TypeScript client watches. */
class ArrivalIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int PIECES = 10;
    private static final List<String> MEASURED = new ArrayList<>();
    private static Installation patchbay;

    /** How the client is set up. */
    enum Mode {
        MODERN, LEGACY;

        TypeScriptClient connect() {
            TypeScriptClient client = this == MODERN ? TypeScriptClient.modern(patchbay.url())
                    : TypeScriptClient.inDefaultMode(patchbay.url());
            assertThat(client.run("connect").path("era").asString()).isEqualTo(this == MODERN ? "modern" : "legacy");
            return client;
        }

        String plugin(String name) {
            return name + "-" + toString().toLowerCase(Locale.ROOT);
        }
    }

    @BeforeAll
    static void startWithoutPlugins() {
        patchbay = Installation.unpack().withoutSamples().dev();
    }

    @AfterAll
    static void stop() {
        patchbay.close();
        System.out.println(String.join("\n", MEASURED));
        Scale.report("arrival", "- " + String.join("\n- ", MEASURED));
    }

    @ParameterizedTest
    @EnumSource
    void aPluginThatIsCopiedInIsServedAndOneThatIsRemovedIsGone(Mode mode) throws IOException {
        String id = mode.plugin("copied");
        byte[] jar = weather(id);
        try (TypeScriptClient client = mode.connect()) {
            long start = System.nanoTime();
            Path copy = Files.write(patchbay.plugins().resolve(id + ".jar"), jar);
            awaitListWith(client, id + "_weather");
            measured(mode, "a copied plugin arrives", start);

            JsonNode answer = client.call(id + "_weather", Map.of("city", "Riga"));
            assertThat(answer.path("content").path(0).path("text").asString("")).isEqualTo("Sunny in Riga");

            start = System.nanoTime();
            Files.delete(copy);
            await().atMost(LIMIT).untilAsserted(() -> assertThat(lastList(client)).doesNotContain(id + "_weather"));
            measured(mode, "a removed plugin goes", start);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPluginWhoseCopyTakesTimeIsServedWhenItIsWhole(Mode mode) throws IOException {
        String id = mode.plugin("slow");
        byte[] jar = weather(id);
        try (TypeScriptClient client = mode.connect()) {
            try (OutputStream copy = Files.newOutputStream(patchbay.plugins().resolve(id + ".jar"))) {
                for (int piece = 0; piece < PIECES; piece++) {
                    int from = jar.length * piece / PIECES;
                    copy.write(jar, from, jar.length * (piece + 1) / PIECES - from);
                    copy.flush();
                    letPass(Duration.ofMillis(100));
                }
            }
            long whole = System.nanoTime();
            awaitListWith(client, id + "_weather");
            measured(mode, "a slowly copied plugin arrives", whole);

            assertThat(Shown.inStatusFile(patchbay).jar(id + ".jar").path("state").asString("")).isEqualTo("started");
            JsonNode answer = client.call(id + "_weather", Map.of("city", "Oslo"));
            assertThat(answer.path("content").path(0).path("text").asString("")).isEqualTo("Sunny in Oslo");
        }
    }

    private static byte[] weather(String id) {
        return WrittenPlugin.jar(id, "1.0.0", """
                public final class Plugin {
                    @Tool(description = "Tells the weather of a city", readOnly = true)
                    public String weather(@Description("Which city") String city) {
                        return "Sunny in " + city;
                    }
                }
                """);
    }

    private static void awaitListWith(TypeScriptClient client, String tool) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThat(lastList(client)).contains(tool));
    }

    /** The list that came with the last news of changed tools. */
    private static List<String> lastList(TypeScriptClient client) {
        List<JsonNode> events = client.events("tools");
        assertThat(events).as("news of changed tools").isNotEmpty();
        return events.getLast().path("names").valueStream().map(JsonNode::asString).toList();
    }

    /** The pause is what is tested here: time that a copy takes. */
    private static void letPass(Duration time) {
        await().pollDelay(time).until(() -> true);
    }

    private static void measured(Mode mode, String what, long since) {
        MEASURED.add(what + " " + (System.nanoTime() - since) / 1_000_000 + " ms later, as the client sees it ("
                + mode.toString().toLowerCase(Locale.ROOT) + ")");
    }
}
