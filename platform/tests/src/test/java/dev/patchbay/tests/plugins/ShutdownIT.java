package dev.patchbay.tests.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.ModernCaller;
import dev.patchbay.tests.product.RawHttp2;
import dev.patchbay.tests.product.RawHttp2.Frame;
import dev.patchbay.tests.product.TypeScriptClient;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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

    @Test
    void connectionsOfHttp2AreToldBeforeTheyEndAndTheCallThatRunsIsAnswered() throws Exception {
        Path started = folder.resolve("started");
        Path ended = folder.resolve("ended");
        Path jar = PluginJar.of("slow", "1.0.0").tool("slow", """
                java.nio.file.Path folder = java.nio.file.Path.of((String) call.arguments().get("folder"));
                java.nio.file.Files.createFile(folder.resolve("started"));
                while (!java.nio.file.Files.exists(folder.resolve("ended"))) {
                    Thread.sleep(20);
                }
                return CallToolResult.text("finished");
                """).attribute("Patchbay-Grants", "paths: " + folder.toRealPath() + " (rw)")
                .writeTo(folder.resolve("slow.jar"));
        try (Installation patchbay = Installation.unpack().withoutSamples().withPlugin(jar).dev();
                RawHttp2 idle = new RawHttp2(port(patchbay));
                RawHttp2 busy = new RawHttp2(port(patchbay))) {
            assertThat(idle.read(RawHttp2.SETTINGS)).isPresent();
            byte[] body = call("slow", Map.of("folder", folder.toString()));
            int stream = busy.nextStream();
            busy.frame(RawHttp2.HEADERS, RawHttp2.END_HEADERS, stream, busy.call("slow", body.length))
                    .frame(RawHttp2.DATA, RawHttp2.END_STREAM, stream, body).flush();
            await().until(() -> Files.exists(started));
            CompletableFuture<Integer> exit = CompletableFuture.supplyAsync(patchbay::stop);

            for (RawHttp2 connection : List.of(idle, busy)) {
                Frame told = connection.read(RawHttp2.GOAWAY).orElseThrow();
                assertThat(told.error()).isZero();
                assertThat(told.lastStream()).as("what is on its way is taken").isEqualTo(Integer.MAX_VALUE);
            }
            Files.createFile(ended);
            assertThat(busy.read(RawHttp2.HEADERS).orElseThrow().stream()).isEqualTo(stream);
            assertThat(new String(busy.read(RawHttp2.DATA).orElseThrow().payload(), StandardCharsets.UTF_8))
                    .contains("finished");
            assertThat(exit.get(30, TimeUnit.SECONDS)).as(patchbay.printed()).isZero();
            assertThat(busy.read(RawHttp2.GOAWAY).orElseThrow().lastStream()).isEqualTo(stream);
            assertThat(idle.read(RawHttp2.GOAWAY).orElseThrow().lastStream()).isZero();
            assertThat(busy.isClosed()).isTrue();
            assertThat(idle.isClosed()).isTrue();
        }
    }

    private static int port(Installation patchbay) {
        return URI.create(patchbay.directUrl()).getPort();
    }

    private static byte[] call(String tool, Map<String, ?> arguments) {
        return Json.write(Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params",
                Map.of("name", tool, "arguments", arguments, "_meta",
                        Map.of("io.modelcontextprotocol/protocolVersion", "2026-07-28",
                                "io.modelcontextprotocol/clientInfo", Map.of("name", "raw", "version", "1"),
                                "io.modelcontextprotocol/clientCapabilities", Map.of()))))
                .getBytes(StandardCharsets.UTF_8);
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
