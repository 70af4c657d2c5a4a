package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.ModernCaller;
import dev.patchbay.tests.product.TypeScriptClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server that is asked to end keeps its word to those it talks to. */
class ShutdownIT {
    @TempDir private Path folder;

    @Test
    void callsFinishAndStreamsEndWithTheirLastMessageAndTheExitCodeIsZero() throws Exception {
        Path started = folder.resolve("started");
        Path jar = PluginJar.of("slow", "1.0.0").tool("slow", """
                java.nio.file.Files.createFile(java.nio.file.Path.of((String) call.arguments().get("started")));
                Thread.sleep(3_000);
                return CallToolResult.text("finished");
                """).attribute("Patchbay-Grants", "paths: " + folder.toRealPath() + " (rw)")
                .writeTo(folder.resolve("slow.jar"));
        try (Installation patchbay = Installation.unpack().withoutSamples().withPlugin(jar).dev();
                ModernCaller caller = new ModernCaller(patchbay.url());
                TypeScriptClient client = TypeScriptClient.modern(patchbay.url())) {
            client.run("connect");
            CompletableFuture<HttpResponse<Stream<String>>> stream = caller.listen();
            try (Stream<String> lines = stream.get(20, TimeUnit.SECONDS).body()) {
                CompletableFuture<List<String>> said = CompletableFuture.supplyAsync(lines::toList);
                CompletableFuture<ModernCaller.Answer> byHand = caller.start("slow",
                        Map.of("started", started.toString()));
                CompletableFuture<JsonNode> byClient = client.start("callTool", Map.of("name", "slow", "arguments",
                        Map.of("started", started + "-too")));
                await().until(() -> Files.exists(started) && Files.exists(Path.of(started + "-too")));

                assertThat(byHand).isNotDone();
                assertThat(patchbay.stop()).as(patchbay.printed()).isZero();

                assertThat(byHand.get(20, TimeUnit.SECONDS).failure()).isEmpty();
                assertThat(byHand.join().text()).isEqualTo("finished");
                assertThat(TypeScriptClient.await(byClient).path("result").path("content").path(0).path("text")
                        .asString("")).isEqualTo("finished");
                assertEndsWithItsResult(said.get(20, TimeUnit.SECONDS));
                assertThat(client.events("error")).isEmpty();
            }
        }
    }

    private static void assertEndsWithItsResult(List<String> lines) {
        List<JsonNode> messages = lines.stream().filter(line -> line.startsWith("data:"))
                .map(line -> Json.parse(line.substring("data:".length()))).toList();
        assertThat(messages.getFirst().path("method").asString(""))
                .isEqualTo("notifications/subscriptions/acknowledged");
        JsonNode last = messages.getLast();
        assertThat(last.path("result").path("resultType").asString("")).as("%s", messages).isEqualTo("complete");
        assertThat(last.path("result").path("_meta").path("io.modelcontextprotocol/subscriptionId"))
                .isEqualTo(last.path("id"));
    }
}
