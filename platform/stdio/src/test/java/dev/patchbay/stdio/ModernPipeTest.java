package dev.patchbay.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.protocol.wire.ScriptedServer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModernPipeTest {
    private static final String OK = "{\"resultType\":\"complete\"}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tools/call     | ,"name":"a_b"               | a_b
            tools/call     | ,"name":"grüßen"            | =?base64?Z3LDvMOfZW4=?=
            prompts/get    | ,"name":" a"                | =?base64?IGE=?=
            resources/read | ,"uri":"x://y/z?a=1"        | x://y/z?a=1
            tasks/update   | ,"taskId":"t-1"             | t-1
            tools/list     | ,"cursor":"c"               | ''
            """)
    void aRequestIsOnePostWhoseHeadersRepeatTheBody(String method, String params, String name) {
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> request.result(OK));
                PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.modern("1", method, params);
            assertThat(pipe.line("\"id\":1")).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + OK + "}");

            ScriptedServer.Request sent = endpoint.only(method);
            assertThat(sent.header("MCP-Protocol-Version")).isEqualTo("2026-07-28");
            assertThat(sent.header("Mcp-Method")).isEqualTo(method);
            assertThat(sent.header("Mcp-Name")).isEqualTo(name);
            assertThat(sent.header("Authorization")).isEmpty();
            assertThat(sent.header("Accept")).isEqualTo("application/json, text/event-stream");
            assertThat(sent.body()).endsWith(params + "}}");
        }
    }

    @Test
    void markedArgumentsAreLearnedWhenTheEndpointMissesTheirHeaders() {
        AtomicReference<String> header = new AtomicReference<>("Region");
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> {
            if (request.method().equals("tools/list")) {
                boolean first = !request.params().containsKey("cursor");
                request.result("{\"tools\":[" + (first ? ""
                        : "{\"name\":\"deploy\",\"inputSchema\":{\"type\":\"object\","
                                + "\"properties\":{\"region\":{\"type\":\"string\",\"x-mcp-header\":\"" + header
                                + "\"}}}}")
                        + "]" + (first ? ",\"nextCursor\":\"2\"" : "") + "}");
            } else if (request.header("Mcp-Param-" + header).isEmpty()) {
                request.error(400, -32020, "refused");
            } else {
                request.result(
                        "{\"resultType\":\"complete\",\"was\":\"" + request.header("Mcp-Param-" + header) + "\"}");
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.modern("1", "tools/call", ",\"name\":\"deploy\",\"arguments\":{\"region\":\"Zürich\"}");
            assertThat(pipe.line("\"id\":1")).contains("\"was\":\"=?base64?WsO8cmljaA==?=\"");
            pipe.modern("2", "tools/call", ",\"name\":\"deploy\",\"arguments\":{\"region\":\"Bern\"}");
            assertThat(pipe.line("\"id\":2")).contains("\"was\":\"Bern\"");
            assertThat(endpoint.requests("tools/list")).hasSize(2);
            assertThat(endpoint.requests("tools/call")).hasSize(3);

            header.set("Place");
            pipe.modern("3", "tools/call", ",\"name\":\"deploy\",\"arguments\":{\"region\":\"Bern\"}");
            assertThat(pipe.line("\"id\":3")).contains("\"was\":\"Bern\"");
            assertThat(endpoint.requests("tools/list")).hasSize(4);
        }
    }

    @Test
    void aHeaderThatCannotBeRightIsTheClientsFaultAndToldOnce() {
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> {
            if (request.method().equals("tools/list")) {
                request.result("{\"tools\":[]}");
            } else {
                request.error(400, -32020, "refused");
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.modern("1", "tools/call", ",\"name\":\"deploy\",\"arguments\":{}");
            assertThat(pipe.line("\"id\":1")).contains("-32020");
            assertThat(endpoint.requests("tools/call")).hasSize(1);
        }
    }

    @Test
    void messagesOfAStreamComeAsTheyAreSent() {
        CountDownLatch seen = new CountDownLatch(1);
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> {
            ScriptedServer.Stream stream = request.stream();
            stream.data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}");
            awaitUnchecked(seen);
            stream.raw("data: {\"jsonrpc\":\"2.0\",\ndata: \"id\":1,\"result\":{}}\n\n");
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.modern("1", "tools/call", ",\"name\":\"a\"");
            pipe.line("notifications/progress");
            seen.countDown();
            assertThat(pipe.line("\"id\":1")).isEqualTo("{\"jsonrpc\":\"2.0\", \"id\":1,\"result\":{}}");
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCancelledRequestIsBrokenOffUnansweredAndItsIdIsFree() {
        AtomicInteger gone = new AtomicInteger();
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> {
            if (request.method().equals("server/discover")) {
                request.result(OK);
                return;
            }
            ScriptedServer.Stream stream = request.stream();
            stream.data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}");
            await().until(stream::isClosed);
            gone.incrementAndGet();
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.modern("\"a\"", "tools/call", ",\"name\":\"a\"");
            pipe.line("notifications/progress");
            pipe.notification("notifications/cancelled", "\"requestId\":\"a\"," + PipeFixture.META);
            await().until(() -> gone.get() == 1);

            pipe.notification("notifications/cancelled", "\"requestId\":\"a\"");
            pipe.modern("\"a\"", "server/discover", "");
            pipe.line("\"id\":\"a\"");
            assertThat(pipe.lines()).hasSize(2);
        }
    }

    @Test
    void requestsRunBesideEachOtherAndTheSameIdIsRefusedWhileItRuns() {
        CountDownLatch go = new CountDownLatch(1);
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> {
            if (request.method().equals("tools/call")) {
                awaitUnchecked(go);
            }
            request.result(OK);
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.modern("1", "tools/call", ",\"name\":\"slow\"");
            pipe.modern("2", "server/discover", "");
            pipe.line("\"id\":2,\"result\"");
            pipe.modern("1", "tools/call", ",\"name\":\"slow\"");
            assertThat(pipe.line("\"id\":1")).contains("-32600", "still running");
            go.countDown();
            pipe.line("\"id\":1,\"result\"");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            401 | {"error":"invalid_api_key","message":"Invalid API key"} | -32603 | Invalid API key
            403 | {"error":"unknown_client","message":"Nobody"}           | -32603 | unknown_client
            429 | {"error":"too_many","message":"Slow down"}              | 42900  | Slow down
            502 | Bad gateway                                             | -32603 | HTTP 502: Bad gateway
            400 | {"jsonrpc":"2.0","error":{"code":-32600,"message":"x"}} | -32600 | "id":1
            404 | {"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"no"}} | -32601 | "id":1
            """)
    void whatHttpRefusesIsAnErrorOfTheRequest(int status, String body, String code, String text) {
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> request.json(status, body));
                PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.modern("1", "tools/call", ",\"name\":\"a\"");
            assertThat(pipe.line("\"id\":1")).contains("\"code\":" + code, text);
        }
    }

    @Test
    void whatIsNoMessageIsToldAndHoldsNobodyUp() {
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> request.result(OK));
                PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.send("{\"jsonrpc\":\"2.0\",\"id\":3,");
            assertThat(pipe.line("-32700")).doesNotContain("\"id\"");
            pipe.send("{\"jsonrpc\":\"1.0\",\"id\":4,\"method\":\"a\"}");
            assertThat(pipe.line("\"id\":4")).contains("-32600");
            pipe.send("{\"jsonrpc\":\"2.0\",\"id\":5,\"method\":\"a\",\"params\":" + "[".repeat(100) + "]".repeat(100)
                    + "}");
            assertThat(pipe.line("\"id\":5")).contains("limits.json-depth");
            pipe.send("{\"jsonrpc\":\"2.0\",\"method\":\"a\",\"params\":{\"x\":\"" + "x".repeat(PipeFixture.MAX_LINE)
                    + "\"},\"id\":6}");
            assertThat(pipe.line("\"id\":6")).contains("limits.body");
            pipe.legacy("7", "tools/list", "");
            assertThat(pipe.line("\"id\":7")).contains("-32600", "initialize");
            pipe.legacy("8", "server/discover", "");
            assertThat(pipe.line("\"id\":8")).contains("-32602");
            pipe.legacy("9", "ping", "");
            assertThat(pipe.line("\"id\":9")).contains("\"result\":{}");
            pipe.modern("10", "server/discover", "");
            pipe.line("\"id\":10,\"result\"");
            assertThat(endpoint.requests("server/discover")).hasSize(1);
        }
    }

    @Test
    void theInputMayEndBeforeTheAnswerIsThere() throws Exception {
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> {
            request.stream().data(request.response(OK));
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.modern("1", "tools/list", "");
            pipe.end();
            assertThat(List.of(pipe.line("\"id\":1"))).hasSize(1);
        }
    }
}
