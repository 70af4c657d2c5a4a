package dev.patchbay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.Role;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.input.CreateMessageResult;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.ElicitResult;
import dev.patchbay.protocol.input.Root;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.prompt.PromptReference;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.Tool;
import dev.patchbay.protocol.wire.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ModernCallTest {
    private static final String OK = "{\"resultType\":\"complete\",\"content\":[{\"type\":\"text\",\"text\":\"ok\"}]}";
    private static final String TOOLS = """
            {"resultType":"complete","ttlMs":0,"cacheScope":"private","tools":[\
            {"name":"deploy","inputSchema":{"type":"object","properties":{\
            "region":{"type":"string","x-mcp-header":"Region"},"count":{"type":"integer","x-mcp-header":"Count"}}}},\
            {"name":"broken","inputSchema":{"type":"object","properties":{\
            "a":{"type":"number","x-mcp-header":"A"}}}}]}""";

    @Test
    void aCallRepeatsMethodAndNameInItsHeaders() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.result(OK));
                McpClient client = McpClient.http(server.uri()).connect()) {
            CallToolResult result = client.callTool("grüßen", Map.of("who", "Ada"));

            assertThat(result).isEqualTo(CallToolResult.text("ok"));
            ScriptedServer.Request call = server.only("tools/call");
            assertThat(call.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
            assertThat(call.header("Mcp-Method")).isEqualTo("tools/call");
            assertThat(call.header("Mcp-Name")).isEqualTo("=?base64?Z3LDvMOfZW4=?=");
            assertThat(call.header("Mcp-Session-Id")).isEmpty();
            assertThat(call.params()).containsEntry("name", "grüßen").containsEntry("arguments", Map.of("who", "Ada"));
        }
    }

    @Test
    void aListedToolsCallRepeatsItsMarkedArguments() {
        try (ScriptedServer server = ScriptedServer
                .modern(call -> call.result(call.method().equals("tools/list") ? TOOLS : OK));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(client.listTools()).extracting(Tool::name).containsExactly("deploy");
            client.callTool("deploy", Map.of("region", "Zürich", "count", 3));

            ScriptedServer.Request call = server.only("tools/call");
            assertThat(call.header("Mcp-Param-Region")).isEqualTo("=?base64?WsO8cmljaA==?=");
            assertThat(call.header("Mcp-Param-Count")).isEqualTo("3");
        }
    }

    @Test
    void aHeaderMismatchListsTheToolsAgainAndTriesOnceMore() {
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            if (call.method().equals("tools/list")) {
                call.result(TOOLS);
            } else if (call.header("Mcp-Param-Region").isEmpty()) {
                call.error(400, -32020, "header Mcp-Param-Region is missing");
            } else {
                call.result(OK);
            }
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(client.callTool("deploy", Map.of("region", "eu"))).isEqualTo(CallToolResult.text("ok"));
            assertThat(server.methods()).containsExactly("server/discover", "tools/call", "tools/list", "tools/call");
        }
    }

    @Test
    void aSecondHeaderMismatchIsAnError() {
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            if (call.method().equals("tools/list")) {
                call.result(TOOLS);
            } else {
                call.error(400, -32020, "no");
            }
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(McpException.class)
                    .isThrownBy(() -> client.callTool("deploy", Map.of("region", "eu")))
                    .satisfies(e -> assertThat(e.code()).isEqualTo(-32020));
            assertThat(server.requests("tools/call")).hasSize(2);
        }
    }

    @Test
    void progressAndLogOfAStreamReachTheListeners() {
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            Object token = call.meta().get("progressToken");
            call.stream().raw(": hello\n\n")
                    .notification("notifications/progress",
                            "{\"progressToken\":" + token + ",\"progress\":1,\"total\":2}")
                    .notification("notifications/progress", "{\"progressToken\":\"other\",\"progress\":9}")
                    .notification("notifications/progress", "{\"progressToken\":[]}")
                    .notification("notifications/message", "{\"level\":\"debug\",\"data\":\"too low\"}")
                    .notification("notifications/message", "{\"level\":\"warning\",\"data\":\"careful\"}")
                    .notification("notifications/unknown", "{}").data(call.response(OK)).raw("data: ignored\n\n");
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            List<String> heard = new CopyOnWriteArrayList<>();
            CallToolResult result = client.callTool("slow", Map.of(),
                    CallOptions.DEFAULT.withProgress(p -> heard.add(p.progress() + " of " + p.total()))
                            .withLog(LoggingLevel.NOTICE, log -> heard.add(log.level() + " " + log.data())));

            assertThat(result).isEqualTo(CallToolResult.text("ok"));
            assertThat(heard).containsExactly("1.0 of 2.0", "WARNING careful");
            assertThat(server.only("tools/call").meta()).containsEntry("io.modelcontextprotocol/logLevel", "notice");
        }
    }

    @Test
    void nothingIsAskedForWithoutListeners() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.result(OK));
                McpClient client = McpClient.http(server.uri()).connect()) {
            client.callTool("t", Map.of());

            assertThat(server.only("tools/call").meta()).doesNotContainKeys("progressToken",
                    "io.modelcontextprotocol/logLevel");
        }
    }

    @Test
    void questionsAreAnsweredAndTheCallIsSentAgain() {
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            if (call.params().get("requestState") == null) {
                call.result("""
                        {"resultType":"input_required","requestState":"opaque \\u00e9","inputRequests":{\
                        "name":{"method":"elicitation/create","params":{"message":"Who?",\
                        "requestedSchema":{"type":"object","properties":{}}}},\
                        "roots":{"method":"roots/list"},\
                        "idea":{"method":"sampling/createMessage","params":{"maxTokens":5,"messages":[]}}}}""");
            } else {
                call.result(OK);
            }
        });
                McpClient client = McpClient.http(server.uri())
                        .elicitation(question -> ElicitResult.accept(Map.of("name", question.message())))
                        .sampling(request -> new CreateMessageResult(Role.ASSISTANT,
                                List.of(TextContent.of("max " + request.maxTokens())), "m", null, Map.of()))
                        .roots(() -> List.of(new Root("file:///home", null, Map.of()))).connect()) {
            assertThat(client.callTool("ask", Map.of("a", 1L))).isEqualTo(CallToolResult.text("ok"));

            List<ScriptedServer.Request> calls = server.requests("tools/call");
            assertThat(calls).hasSize(2);
            assertThat(calls.get(1).id()).isNotEqualTo(calls.get(0).id());
            assertThat(calls.get(1).header("Mcp-Name")).isEqualTo("ask");
            assertThat(calls.get(1).params()).containsEntry("name", "ask").containsEntry("arguments", Map.of("a", 1L))
                    .containsEntry("requestState", "opaque é")
                    .containsEntry("inputResponses", Map.of("name",
                            Map.of("action", "accept", "content", Map.of("name", "Who?")), "roots",
                            Map.of("roots", List.of(Map.of("uri", "file:///home"))), "idea",
                            Map.of("role", "assistant", "model", "m", "content",
                                    Map.of("type", "text", "text", "max 5"))));
            assertThat(calls.get(0).meta().get("io.modelcontextprotocol/clientCapabilities"))
                    .isEqualTo(Map.of("elicitation", Map.of(), "sampling", Map.of(), "roots", Map.of()));
        }
    }

    @Test
    void promptsAndResourcesCanAskToo() {
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            if (call.params().get("requestState") == null) {
                call.result("{\"resultType\":\"input_required\",\"requestState\":\"s\"}");
            } else if (call.method().equals("prompts/get")) {
                call.result("{\"resultType\":\"complete\",\"messages\":[]}");
            } else {
                call.result("{\"resultType\":\"complete\",\"contents\":[],\"ttlMs\":1,\"cacheScope\":\"private\"}");
            }
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(client.getPrompt("p", Map.of("a", "b")).messages()).isEmpty();
            assertThat(client.readResource("file:///a").contents()).isEmpty();
            assertThat(server.requests("prompts/get")).hasSize(2).allSatisfy(
                    call -> assertThat(call.params()).containsEntry("arguments", Map.of("a", "b")));
            assertThat(server.requests("resources/read")).hasSize(2)
                    .allSatisfy(call -> assertThat(call.header("Mcp-Name")).isEqualTo("file:///a"));
        }
    }

    @Test
    void aServerThatAsksForEverIsGivenUp() {
        try (ScriptedServer server = ScriptedServer
                .modern(call -> call.result("{\"resultType\":\"input_required\",\"requestState\":\"again\"}"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(ProtocolViolationException.class)
                    .isThrownBy(() -> client.callTool("ask", Map.of())).withMessageContaining("16 rounds");
        }
    }

    @Test
    void aQuestionThatWasNotOfferedIsRefused() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.result("""
                {"resultType":"input_required","inputRequests":{"u":{"method":"elicitation/create",\
                "params":{"mode":"url","message":"m","url":"https://example.com"}}}}"""));
                McpClient forms = McpClient.http(server.uri()).elicitation(q -> ElicitResult.decline()).connect();
                McpClient urls = McpClient.http(server.uri()).elicitationWithUrls(q -> {
                    throw new IllegalStateException("opened " + ((ElicitRequest.Url) q).url());
                }).connect()) {
            assertThatExceptionOfType(ProtocolViolationException.class)
                    .isThrownBy(() -> forms.callTool("ask", Map.of())).withMessageContaining("did not offer");
            assertThatIllegalStateException().isThrownBy(() -> urls.callTool("ask", Map.of()))
                    .withMessage("opened https://example.com");
        }
    }

    @Test
    void cancellingClosesTheStream() {
        AtomicBoolean noticed = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            ScriptedServer.Stream stream = call.stream().notification("notifications/progress",
                    "{\"progressToken\":" + call.meta().get("progressToken") + ",\"progress\":1}");
            await().until(stream::isClosed);
            noticed.set(true);
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            PendingCall<CallToolResult> call = client.startTool("slow", Map.of(),
                    CallOptions.DEFAULT.withProgress(p -> started.countDown()));
            await().until(() -> started.getCount() == 0);
            call.cancel();

            assertThatExceptionOfType(CallCancelledException.class).isThrownBy(call::get);
            await().untilTrue(noticed);
            assertThat(server.methods()).doesNotContain("notifications/cancelled");
        }
    }

    @Test
    void aCallCanBeCancelledBeforeItsAnswerBegins() throws InterruptedException {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            arrived.countDown();
            await().until(() -> release.getCount() == 0);
            call.result(OK);
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            PendingCall<CallToolResult> call = client.startTool("slow", Map.of(), CallOptions.DEFAULT);
            arrived.await();
            call.cancel();

            assertThatExceptionOfType(CallCancelledException.class).isThrownBy(call::get);
            release.countDown();
        }
    }

    @Test
    void anAnswerThatDoesNotComeInTimeIsGivenUp() {
        AtomicBoolean noticed = new AtomicBoolean();
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            ScriptedServer.Stream stream = call.stream();
            await().until(stream::isClosed);
            noticed.set(true);
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(CallTimeoutException.class)
                    .isThrownBy(() -> client.callTool("slow", Map.of(),
                            CallOptions.DEFAULT.withTimeout(Duration.ofMillis(200))))
                    .withMessageContaining("200 ms");
            await().untilTrue(noticed);
        }
    }

    @Test
    void anInterruptCancelsAndStays() {
        AtomicBoolean noticed = new AtomicBoolean();
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            ScriptedServer.Stream stream = call.stream();
            await().until(stream::isClosed);
            noticed.set(true);
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(CallCancelledException.class)
                    .isThrownBy(() -> client.callTool("slow", Map.of()));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void anErrorKeepsItsCodeAndData() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.error(200, 42900, "slow down"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(McpException.class).isThrownBy(() -> client.callTool("t", Map.of()))
                    .withMessage("slow down (error 42900)").satisfies(e -> {
                        assertThat(e.code()).isEqualTo(42900);
                        assertThat(e.data()).contains(Map.of("why", "test"));
                    });
        }
    }

    @Test
    void aStreamWithoutAnAnswerIsSaid() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.stream().raw(": bye\n\n"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(TransportException.class).isThrownBy(() -> client.callTool("t", Map.of()))
                    .withMessageContaining("without an answer");
        }
    }

    @Test
    void anAnswerThatIsTooLargeIsNotRead() {
        AtomicInteger size = new AtomicInteger(100);
        try (ScriptedServer server = ScriptedServer
                .modern(call -> call.result(OK.replace("ok", "x".repeat(size.get()))));
                McpClient client = McpClient.http(server.uri()).maxMessageBytes(2000).connect()) {
            assertThat(client.callTool("t", Map.of()).content()).hasSize(1);
            size.set(5000);
            assertThatExceptionOfType(TransportException.class).isThrownBy(() -> client.callTool("t", Map.of()))
                    .withMessageContaining("2000 bytes");
        }
    }

    @Test
    void aMalformedResultIsSaid() {
        try (ScriptedServer server = ScriptedServer
                .modern(call -> call.result("{\"resultType\":\"complete\",\"content\":5}"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(ProtocolViolationException.class).isThrownBy(() -> client.callTool("t", Map.of()))
                    .withMessageContaining("result.content must be an array");
        }
    }

    @Test
    void allPagesAreRead() {
        try (ScriptedServer server = ScriptedServer.modern(call -> {
            String cursor = String.valueOf(call.params().get("cursor"));
            call.result(
                    "{\"resultType\":\"complete\",\"ttlMs\":0,\"cacheScope\":\"private\",\"prompts\":[{\"name\":\"p-"
                            + cursor + "\"}]" + (cursor.equals("null") ? ",\"nextCursor\":\"2\"" : "") + "}");
        }); McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(client.listPrompts()).extracting("name").containsExactly("p-null", "p-2");
            assertThat(client.listPrompts("2").prompts()).hasSize(1);
        }
    }

    @Test
    void aListThatNeverEndsIsGivenUp() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.result(
                "{\"resultType\":\"complete\",\"ttlMs\":0,\"cacheScope\":\"private\",\"resources\":[],\"nextCursor\":\"x\"}"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatExceptionOfType(ProtocolViolationException.class).isThrownBy(client::listResources)
                    .withMessageContaining("same cursor");
        }
    }

    @Test
    void argumentsAreCompleted() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call
                .result("{\"resultType\":\"complete\",\"completion\":{\"values\":[\"a\"],\"hasMore\":false}}"));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThat(client.complete(new PromptReference("p", null), "who", "A", Map.of("x", "y")).values())
                    .containsExactly("a");
            assertThat(Json.object(Objects.requireNonNull(server.only("completion/complete").params().get("context"))))
                    .isEqualTo(Map.of("arguments", Map.of("x", "y")));
        }
    }

    @Test
    void modernHasNoPing() {
        try (ScriptedServer server = ScriptedServer.modern(call -> call.status(500));
                McpClient client = McpClient.http(server.uri()).connect()) {
            assertThatIllegalStateException().isThrownBy(client::ping);
        }
    }
}
