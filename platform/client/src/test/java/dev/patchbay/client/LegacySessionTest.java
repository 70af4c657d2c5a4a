package dev.patchbay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.wire.ScriptedServer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LegacySessionTest {
    private static final String OK = "{\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}";

    @Test
    void requestsNameTheSessionAndClosingEndsIt() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.result(OK))) {
            try (McpClient client = McpClient.http(server.uri()).connect()) {
                assertThat(client.callTool("t", Map.of("a", 1L))).isEqualTo(CallToolResult.text("ok"));
            }

            assertThat(server.only("initialize").header("Mcp-Session-Id")).isEmpty();
            assertThat(server.only("initialize").params()).containsEntry("protocolVersion", "2025-11-25")
                    .containsKeys("capabilities", "clientInfo");
            for (String method : List.of("notifications/initialized", "tools/call", "DELETE")) {
                assertThat(server.only(method).header("Mcp-Session-Id")).isEqualTo("s-1");
                assertThat(server.only(method).header("MCP-Protocol-Version")).isEqualTo("2025-11-25");
                assertThat(server.only(method).header("Mcp-Method")).isEmpty();
            }
            assertThat(server.only("tools/call").params()).doesNotContainKey("_meta");
        }
    }

    @Test
    void progressReachesTheListener() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.stream()
                .notification("notifications/progress",
                        "{\"progressToken\":" + call.meta().get("progressToken") + ",\"progress\":0.5}")
                .data(call.response(OK))); McpClient client = McpClient.http(server.uri()).connect()) {
            List<Double> heard = new CopyOnWriteArrayList<>();
            client.callTool("t", Map.of(), CallOptions.DEFAULT.withProgress(p -> heard.add(p.progress())));

            assertThat(heard).containsExactly(0.5);
        }
    }

    @Test
    void aWishForLogMessagesSetsTheLevelOfTheSessionOnce() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> {
            if (call.method().equals("logging/setLevel")) {
                call.result("{}");
            } else {
                call.stream().notification("notifications/message", "{\"level\":\"error\",\"data\":1}")
                        .data(call.response(OK));
            }
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            AtomicInteger heard = new AtomicInteger();
            CallOptions options = CallOptions.DEFAULT.withLog(LoggingLevel.DEBUG, log -> heard.incrementAndGet());
            client.callTool("t", Map.of(), options);
            client.callTool("t", Map.of(), options);

            assertThat(heard).hasValue(2);
            assertThat(server.only("logging/setLevel").params()).containsEntry("level", "debug");
        }
    }

    /** Asks the client on the call's stream, and answers the call with what the client said. */
    private static ScriptedServer asking(String question) {
        AtomicReference<Map<String, Object>> answer = new AtomicReference<>();
        CountDownLatch answered = new CountDownLatch(1);
        return ScriptedServer.legacy(call -> {
            if (call.method().equals("response")) {
                answer.set(call.message());
                answered.countDown();
                call.status(202);
                return;
            }
            ScriptedServer.Stream stream = call.stream().data(question);
            await().until(() -> answered.getCount() == 0);
            String text = String.valueOf(answer.get()).replace("\"", "'");
            stream.data(call.response(OK.replace("ok", text)));
        });
    }

    private static String text(CallToolResult result) {
        return result.content().getFirst().toString();
    }

    @Test
    void aQuestionOfTheServerIsAnsweredWhileTheCallGoesOn() {
        try (ScriptedServer server = asking("""
                {"jsonrpc":"2.0","id":"q","method":"elicitation/create","params":{"message":"Who?",\
                "requestedSchema":{"type":"object","properties":{}}}}""");
                McpClient client = McpClient.http(server.uri())
                        .elicitation(question -> ElicitResult.accept(Map.of("said", question.message()))).connect()) {
            assertThat(text(client.callTool("ask", Map.of())))
                    .contains("id=q").contains("action=accept").contains("said=Who?");
            assertThat(server.only("response").header("Mcp-Session-Id")).isEqualTo("s-1");
            assertThat(server.only("initialize").params().get("capabilities"))
                    .isEqualTo(Map.of("elicitation", Map.of()));
        }
    }

    @Test
    void pingIsAnswered() {
        try (ScriptedServer server = asking("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"ping\"}");
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(text(client.callTool("ask", Map.of()))).contains("id=5").contains("result={}");
        }
    }

    @Test
    void whatWasNotOfferedIsRefused() {
        try (ScriptedServer server = asking("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"roots/list\"}");
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(text(client.callTool("ask", Map.of()))).contains("code=-32601");
        }
    }

    @Test
    void aHandlerThatFailsTellsTheServerNothingOfWhy() {
        try (ScriptedServer server = asking("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"roots/list\"}");
                McpClient client = McpClient.http(server.uri()).roots(() -> {
                    throw new IllegalStateException("private");
                }).connect()) {
            assertThat(text(client.callTool("ask", Map.of()))).contains("code=-32603").doesNotContain("private");
        }
    }

    @Test
    void cancellingTellsTheServer() {
        CountDownLatch started = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.legacy(call -> {
            if (call.method().equals("notifications/cancelled")) {
                call.status(202);
                return;
            }
            ScriptedServer.Stream stream = call.stream().notification("notifications/progress",
                    "{\"progressToken\":" + call.meta().get("progressToken") + ",\"progress\":1}");
            await().until(stream::isClosed);
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            PendingCall<CallToolResult> call = client.startTool("slow", Map.of(),
                    CallOptions.DEFAULT.withProgress(p -> started.countDown()));
            await().until(() -> started.getCount() == 0);
            call.cancel();

            assertThatExceptionOfType(CallCancelledException.class).isThrownBy(call::get);
            await().until(() -> server.requests("notifications/cancelled").size() == 1);
            assertThat(server.only("notifications/cancelled").params().get("requestId"))
                    .isEqualTo(server.only("tools/call").message().get("id"));
        }
    }

    @Test
    void aStreamThatIsClosedEarlyIsTakenUpAgain() {
        AtomicReference<String> answer = new AtomicReference<>("");
        try (ScriptedServer server = ScriptedServer.legacy(call -> {
            switch (call.method()) {
                case "tools/call" -> {
                    answer.set(call.response(OK));
                    call.stream().raw("id: e-0\nretry: 10\ndata:\n\n");
                }
                default -> {
                    if ("e-0".equals(call.header("Last-Event-ID"))) {
                        call.stream().raw("retry: 10\nid: e-1\ndata:\n\n");
                    } else {
                        call.stream().raw("id: e-2\n").data(Objects.requireNonNull(answer.get()));
                    }
                }
            }
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(client.callTool("t", Map.of())).isEqualTo(CallToolResult.text("ok"));
            assertThat(server.requests("GET")).extracting(call -> call.header("Last-Event-ID")).containsExactly("e-0",
                    "e-1");
            assertThat(server.requests("GET")).allSatisfy(
                    call -> assertThat(call.header("Accept")).isEqualTo("text/event-stream"));
        }
    }

    @Test
    void aStreamThatBringsNothingNewIsGivenUp() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.stream().raw("id: e-0\nretry: 1\ndata:\n\n"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(TransportException.class).isThrownBy(() -> client.callTool("t", Map.of()))
                    .withMessageContaining("without anything new");
        }
    }

    @Test
    void aSessionThatTheServerForgotIsBegunAgain() {
        AtomicBoolean forgotten = new AtomicBoolean();
        try (ScriptedServer server = ScriptedServer.legacy(call -> {
            if (forgotten.getAndSet(true)) {
                call.result(OK);
            } else {
                call.status(404);
            }
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(client.callTool("t", Map.of())).isEqualTo(CallToolResult.text("ok"));
            assertThat(server.methods()).containsExactly("server/discover", "initialize", "notifications/initialized",
                    "tools/call", "initialize", "notifications/initialized", "tools/call");
        }
    }

    @Test
    void aServerThatForgetsAtOnceIsNotAskedForEver() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.status(404));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(TransportException.class).isThrownBy(() -> client.callTool("t", Map.of()))
                    .withMessageContaining("HTTP 404");
            assertThat(server.requests("tools/call")).hasSize(2);
        }
    }

    @Test
    void anErrorKeepsItsCode() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.error(200, -32002, "no such resource"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(McpException.class).isThrownBy(() -> client.readResource("file:///x"))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(-32002));
        }
    }

    @Test
    void pingGoesToTheServer() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.result("{}"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            client.ping();

            assertThat(Json.object(Objects.requireNonNull(server.only("ping").message().get("params")))).isEmpty();
        }
    }

    @Test
    void cancellingAFinishedCallTellsTheServerNothing() {
        try (ScriptedServer server = ScriptedServer.legacy(call -> call.result(OK));
                McpClient client = McpClient.http(server.uri()).connect()) {
            PendingCall<CallToolResult> call = client.startTool("t", Map.of(), CallOptions.DEFAULT);
            assertThat(call.get()).isEqualTo(CallToolResult.text("ok"));
            call.cancel();
            client.callTool("t", Map.of());

            assertThat(server.methods()).doesNotContain("notifications/cancelled");
        }
    }

    @Test
    void aQuestionOnTheSessionsStreamIsAnswered() {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.legacyWithStream(call -> {
            switch (call.method()) {
                case "GET" -> {
                    ScriptedServer.Stream stream = call.stream();
                    await().until(() -> called.getCount() == 0);
                    stream.data("{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"roots/list\"}");
                    await().until(stream::isClosed);
                }
                case "response" -> {
                    answered.countDown();
                    call.status(202);
                }
                default -> {
                    called.countDown();
                    await().until(() -> answered.getCount() == 0);
                    call.result(OK);
                }
            }
        }); McpClient client = McpClient.http(server.uri()).roots(List::of).connect()) {
            assertThat(client.callTool("ask", Map.of())).isEqualTo(CallToolResult.text("ok"));
            assertThat(server.only("response").message()).containsEntry("id", 9L).containsEntry("result",
                    Map.of("roots", List.of()));
        }
    }
}
