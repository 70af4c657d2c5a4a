package dev.patchbay.tests.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.ReactorJars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One client on a pipe, with nothing else running: the process is the server itself. */
class StdioIT {
    @TempDir private static Path folder;
    private static Installation patchbay;
    private static PipeClient client;

    @BeforeAll
    static void start() throws Exception {
        Path jar = PluginJar.of("slow", "1.0.0").tool("slow", """
                System.out.println("this is no message");
                java.nio.file.Path place = java.nio.file.Path.of((String) call.arguments().get("place"));
                java.nio.file.Files.createFile(place.resolve("started"));
                try {
                    Thread.sleep(20_000);
                } finally {
                    java.nio.file.Files.createFile(place.resolve("ended"));
                }
                return CallToolResult.text("finished");
                """).tool("large", "return CallToolResult.text(\"line\\n\".repeat(60_000));")
                .attribute("Patchbay-Grants", "paths: " + folder.toRealPath() + " (rw)")
                .writeTo(folder.resolve("slow.jar"));
        patchbay = Installation.unpack().withoutSamples().withPlugin(jar)
                .withPlugin(ReactorJars.conformancePlugin());
        Files.writeString(patchbay.folder().resolve("conf/patchbay.yaml"), """
                instances:
                  conformance-plugin:
                    plugin: conformance-plugin
                    namespace: ""
                """);
        client = PipeClient.start(patchbay);
        client.initialize(Map.of("elicitation", Map.of()));
    }

    @AfterAll
    static void stop() {
        assertThat(client.unreadable()).isEmpty();
        client.close();
        patchbay.close();
    }

    private static Path place(String name) throws Exception {
        return Files.createDirectory(folder.toRealPath().resolve(name));
    }

    private static String text(JsonNode response) {
        return response.path("result").path("content").path(0).path("text").asString("");
    }

    @Test
    void theRestOfALargeResultIsReadOnThePipeToo() {
        client.modern("large-1", "tools/call", Map.of("name", "slow_large"));
        client.request("large-2", "tools/call", Map.of("name", "slow_large"));
        for (String id : List.of("large-1", "large-2")) {
            JsonNode result = client.response(id).path("result");
            StringBuilder all = new StringBuilder(result.path("content").path(0).path("text").asString());
            String uri = result.path("content").path(2).path("uri").asString();
            for (int page = 2; !uri.isEmpty(); page++) {
                client.request(id + page, "resources/read", Map.of("uri", uri));
                JsonNode contents = client.response(id + page).path("result").path("contents");
                all.append(contents.path(0).path("text").asString());
                String end = contents.path(1).path("text").asString();
                int next = end.indexOf("patchbay-result://");
                uri = next < 0 ? "" : end.substring(next, end.indexOf(',', next));
            }
            assertThat(all.toString()).isEqualTo("line\n".repeat(60_000));
        }
    }

    @Test
    void bothErasRunOnOnePipeAndASlowCallHoldsUpNobody() throws Exception {
        Path place = place("both");
        client.modern("slow-1", "tools/call", Map.of("name", "slow", "arguments", Map.of("place",
                place.toString())));
        client.modern("discover-1", "server/discover", Map.of());
        client.request("list-1", "tools/list", Map.of());
        client.modern("list-2", "tools/list", Map.of());
        client.request("call-1", "tools/call", Map.of("name", "test_simple_text"));
        client.modern("call-2", "tools/call", Map.of("name", "test_simple_text", "arguments", Map.of()));

        assertThat(client.response("discover-1").path("result").path("supportedVersions").path(0).asString(""))
                .isEqualTo("2026-07-28");
        assertThat(client.response("list-1").path("result").has("resultType")).isFalse();
        assertThat(client.response("list-2").path("result").path("resultType").asString("")).isEqualTo("complete");
        assertThat(text(client.response("call-1"))).isEqualTo(text(client.response("call-2")))
                .startsWith("This is a simple text");
        assertThat(client.messages()).noneMatch(message -> message.path("id").asString("").equals("slow-1"));

        client.notification("notifications/cancelled", Map.of("requestId", "slow-1"));
        await().until(() -> Files.exists(place.resolve("ended")));
        client.modern("after-1", "server/discover", Map.of());
        client.response("after-1");
        assertThat(client.messages()).noneMatch(message -> message.path("id").asString("").equals("slow-1"));
    }

    @Test
    void aCancelledLegacyCallEndsWithoutAResponse() throws Exception {
        Path place = place("legacy");
        client.request("slow-2", "tools/call", Map.of("name", "slow", "arguments", Map.of("place",
                place.toString())));
        await().until(() -> Files.exists(place.resolve("started")));
        client.notification("notifications/cancelled", Map.of("requestId", "slow-2", "reason", "enough"));

        await().until(() -> Files.exists(place.resolve("ended")));
        client.request("ping-1", "ping", Map.of());
        assertThat(client.response("ping-1").path("result").isEmpty()).isTrue();
        assertThat(client.messages()).noneMatch(message -> message.path("id").asString("").equals("slow-2"));
    }

    @Test
    void progressComesBeforeTheResultInBothEras() {
        client.modern("progress-1", "tools/call", Map.of("name", "test_tool_with_progress", "arguments",
                Map.of()), Map.of(), "progressToken", "modern");
        client.request("progress-2", "tools/call", Map.of("name", "test_tool_with_progress", "_meta",
                Map.of("progressToken", "legacy")));
        client.response("progress-1");
        client.response("progress-2");

        List<JsonNode> messages = client.messages();
        for (String era : List.of("modern", "legacy")) {
            assertThat(messages.stream().filter(message -> message.path("params").path("progressToken").asString("")
                    .equals(era)).map(message -> message.path("params").path("progress").asInt())).as(era)
                    .containsExactly(0, 50, 100);
        }
        int progress = messages.indexOf(client.await(message -> message.path("params").path("progressToken")
                .asString("").equals("modern") && message.path("params").path("progress").asInt() == 100));
        assertThat(progress).isLessThan(messages.indexOf(client.response("progress-1")));
    }

    @Test
    void aModernClientIsAskedByAResultAndALegacyOneByARequest() {
        Map<String, Object> call = Map.of("name", "test_elicitation", "arguments",
                Map.of("message", "Who are you?"));
        client.modern("ask-1", "tools/call", call, Map.of("elicitation", Map.of()));
        JsonNode asked = client.response("ask-1").path("result");
        assertThat(asked.path("resultType").asString("")).isEqualTo("input_required");
        Map<String, Object> answer = Map.of("action", "accept", "content",
                Map.of("username", "ada", "email", "ada@example.com"));
        client.modern("ask-2", "tools/call", Map.of("name", "test_elicitation", "arguments",
                Map.of("message", "Who are you?"), "requestState", asked.path("requestState").asString(""),
                "inputResponses", Map.of("who", answer)), Map.of("elicitation", Map.of()));
        assertThat(text(client.response("ask-2"))).contains("action=accept", "ada@example.com");

        client.request("ask-3", "tools/call", call);
        JsonNode question = client.notified("elicitation/create");
        client.answer(question.path("id"), answer);
        assertThat(text(client.response("ask-3"))).contains("action=accept", "ada@example.com");
    }

    @Test
    void argumentsAreRepeatedInHeadersThatTheServerChecks() {
        client.modern("header-1", "tools/call", Map.of("name", "test_x_mcp_header", "arguments",
                Map.of("region", "Zürich ", "level", 7)));
        assertThat(text(client.response("header-1"))).isEqualTo("Zürich  7");
        client.modern("header-2", "tools/call", Map.of("name", "test_x_mcp_header", "arguments",
                Map.of("level", 8)));
        assertThat(text(client.response("header-2"))).isEqualTo("nowhere 8");
    }

    @Test
    void aSubscriptionStaysOpenAndEndsWhenItIsCancelled() {
        client.modern("listen-1", "subscriptions/listen", Map.of("notifications", Map.of("toolsListChanged", true)));
        assertThat(client.notified("notifications/subscriptions/acknowledged").path("params").path("_meta")
                .path("io.modelcontextprotocol/subscriptionId").asString("")).isEqualTo("listen-1");
        client.notification("notifications/cancelled", Map.of("requestId", "listen-1"));
        client.modern("listen-1", "server/discover", Map.of()); // the id is free again
        assertThat(client.response("listen-1").path("result").has("supportedVersions")).isTrue();
    }

    @Test
    void whatIsNoMessageGetsAnErrorAndNothingElseHappens() {
        client.send("{\"jsonrpc\":\"2.0\",");
        JsonNode broken = client.await(message -> message.path("error").path("code").asInt() == -32700);
        assertThat(broken.path("id").isMissingNode()).isTrue();

        client.send("{\"jsonrpc\":\"2.0\",\"method\":\"tools/list\",\"params\":{\"a\":\"" + "x".repeat(5_000_000)
                + "\"},\"id\":\"large\"}");
        JsonNode large = client.response("large");
        assertThat(large.path("error").path("message").asString("")).contains("limits.body");

        client.notification("notifications/cancelled", Map.of("requestId", "nobody"));
        client.modern("after-2", "server/discover", Map.of());
        assertThat(client.response("after-2").has("result")).isTrue();
    }

    @Test
    void itEndsWithinASecondOfTheEndOfTheInputAlsoInTheMiddleOfACall() throws Exception {
        Path place = place("end");
        try (Installation other = Installation.unpack().withoutSamples().withPlugin(folder.resolve("slow.jar"));
                PipeClient shortLived = PipeClient.startWith(other, Map.of("PATCHBAY_JAVA_OPTS",
                        "-XX:AOTCache=" + Files.writeString(folder.resolve("broken.aot"), "no cache")))) {
            shortLived.modern(1, "tools/call", Map.of("name", "slow", "arguments", Map.of("place",
                    place.toString())));
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(place.resolve("started")));

            assertThat(shortLived.end()).isLessThan(PipeClient.END);
            assertThat(shortLived.exitCode()).isZero();
            assertThat(shortLived.unreadable()).isEmpty();
            assertThat(shortLived.noted()).as("what plugins and Java itself print").contains("this is no message",
                    "AOT cache");
        }
    }
}
