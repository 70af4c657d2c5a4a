package dev.patchbay.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.protocol.wire.ScriptedServer;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LegacyPipeTest {
    private static final String REVISION = "2025-11-25";

    @Test
    void allMessagesGoThroughOneSessionThatIsEndedWithThePipe() {
        try (ScriptedServer endpoint = ScriptedServer.uncheckedWithSessions(REVISION, request -> {
            if (request.method().equals("GET")) {
                request.status(405);
            } else {
                request.result("{\"tools\":[]}");
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.initialize();
            pipe.legacy("1", "tools/list", "");
            assertThat(pipe.line("\"id\":1")).contains("\"tools\":[]");

            assertThat(endpoint.only("initialize").header("Mcp-Session-Id")).isEmpty();
            ScriptedServer.Request list = endpoint.only("tools/list");
            assertThat(list.header("Mcp-Session-Id")).isEqualTo("s-1");
            assertThat(list.header("MCP-Protocol-Version")).isEqualTo(REVISION);
            assertThat(list.header("Mcp-Method")).isEmpty();

            pipe.finish();
            assertThat(endpoint.only("DELETE").header("Mcp-Session-Id")).isEqualTo("s-1");
        }
    }

    @Test
    void whatIsWrittenWithoutWaitingForTheHandshakeIsSentAfterIt() {
        try (ScriptedServer endpoint = ScriptedServer.uncheckedWithSessions("2025-03-26", request -> {
            if (request.method().equals("GET")) {
                request.status(405);
            } else if (request.method().equals("batch")) {
                request.json(200, "[{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"result\":{}}]");
            } else {
                request.result("{}");
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.legacy("0", "initialize", "\"protocolVersion\":\"2025-03-26\"");
            pipe.notification("notifications/initialized", "");
            pipe.legacy("1", "ping", "");
            pipe.send("[{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"ping\"}]");
            pipe.line("\"id\":1");
            assertThat(pipe.line("\"id\":\"b\"")).startsWith("[");
            assertThat(pipe.lines().getFirst()).contains("\"id\":0", "protocolVersion");
            assertThat(endpoint.only("batch").header("Mcp-Session-Id")).isEqualTo("s-1");
            assertThat(endpoint.only("ping").header("MCP-Protocol-Version")).isEmpty();
        }
    }

    @Test
    void aClaimMakesARequestModernAlsoInTheMiddleOfASession() {
        try (ScriptedServer endpoint = ScriptedServer.uncheckedWithSessions(REVISION, request -> {
            if (request.method().equals("GET")) {
                request.status(405);
            } else {
                request.result("{}");
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.initialize();
            pipe.modern("1", "tools/list", "");
            pipe.line("\"id\":1");
            assertThat(endpoint.only("tools/list").header("Mcp-Session-Id")).isEmpty();
            assertThat(endpoint.only("tools/list").header("Mcp-Method")).isEqualTo("tools/list");
        }
    }

    @Test
    void questionsOfTheServerReachTheClientAndItsAnswersTheServer() {
        CountDownLatch answered = new CountDownLatch(1);
        try (ScriptedServer endpoint = ScriptedServer.uncheckedWithSessions(REVISION, request -> {
            switch (request.method()) {
                case "GET" -> {
                    ScriptedServer.Stream stream = request.stream();
                    stream.event("e1", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/tools/list_changed\"}");
                    await().until(stream::isClosed);
                }
                case "response" -> {
                    answered.countDown();
                    request.status(202);
                }
                default -> {
                    ScriptedServer.Stream stream = request.stream();
                    stream.data("{\"jsonrpc\":\"2.0\",\"id\":99,\"method\":\"roots/list\"}");
                    if (await().until(() -> answered.await(1, TimeUnit.SECONDS), done -> done)) {
                        stream.data(request.response("{}"));
                    }
                }
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.initialize();
            pipe.line("list_changed");
            pipe.legacy("1", "tools/call", "");
            pipe.line("roots/list");
            pipe.send("{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{\"roots\":[]}}");
            pipe.line("\"id\":1");
            assertThat(endpoint.only("response").header("Mcp-Session-Id")).isEqualTo("s-1");
        }
    }

    @Test
    void streamsThatEndEarlyAreTakenUpWhereTheyEnded() {
        AtomicInteger gets = new AtomicInteger();
        try (ScriptedServer endpoint = ScriptedServer.uncheckedWithSessions(REVISION, request -> {
            switch (request.method()) {
                case "GET" -> {
                    if (request.header("Last-Event-ID").startsWith("call-")) {
                        request.stream().event("call-2", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
                    } else if (gets.getAndIncrement() == 0) {
                        request.stream().raw("retry: 1\n\n").event("news-1", "{\"jsonrpc\":\"2.0\",\"method\":\"a\"}");
                    } else {
                        ScriptedServer.Stream stream = request.stream();
                        stream.event("news-2", "{\"jsonrpc\":\"2.0\",\"method\":\"after " + request.header(
                                "Last-Event-ID") + "\"}");
                        await().until(stream::isClosed);
                    }
                }
                default -> request.stream().raw("retry: 1\nid: call-1\ndata:\n\n");
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.initialize();
            pipe.line("after news-1");
            pipe.legacy("1", "tools/call", "");
            assertThat(pipe.line("\"id\":1")).contains("\"result\":{}");
        }
    }

    @Test
    void aCancelledCallIsToldToTheServerAndNotAnsweredToTheClient() {
        CountDownLatch cancelled = new CountDownLatch(1);
        try (ScriptedServer endpoint = ScriptedServer.uncheckedWithSessions(REVISION, request -> {
            switch (request.method()) {
                case "GET" -> request.status(405);
                case "ping" -> request.result("{}");
                case "notifications/cancelled" -> {
                    cancelled.countDown();
                    request.status(202);
                }
                default -> {
                    ScriptedServer.Stream stream = request.stream();
                    stream.data("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\"}");
                    if (await().until(() -> cancelled.await(1, TimeUnit.SECONDS), done -> done)) {
                        stream.data(request.response("{\"late\":true}"));
                    }
                }
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.initialize();
            pipe.legacy("1", "tools/call", "");
            pipe.line("notifications/progress");
            pipe.notification("notifications/cancelled", "\"requestId\":1");
            await().until(() -> cancelled.getCount() == 0);
            pipe.legacy("1", "ping", "");
            pipe.line("\"id\":1");
            assertThat(pipe.lines()).filteredOn(line -> line.contains("\"id\":1")).singleElement().asString()
                    .contains("\"result\":{}");
            assertThat(endpoint.only("notifications/cancelled").header("Mcp-Session-Id")).isEqualTo("s-1");
        }
    }

    @Test
    void aCallThatIsCancelledBeforeItIsSentIsNeverSentAndOneThatIsSentIsNotOvertaken() {
        ConcurrentSkipListMap<Integer, String> order = new ConcurrentSkipListMap<>();
        try (ScriptedServer endpoint = ScriptedServer.uncheckedWithSessions(REVISION, request -> {
            if (request.method().equals("GET")) {
                request.status(405);
                return;
            }
            order.put(request.arrival(), request.method());
            if (request.method().equals("tools/call")) {
                ScriptedServer.Stream stream = request.stream();
                await().until(stream::isClosed);
            } else {
                request.result("{}");
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.initialize();
            pipe.legacy("1", "tools/call", "\"x\":\"" + "x".repeat(90_000) + "\"");
            pipe.notification("notifications/cancelled", "\"requestId\":1");
            await().until(() -> order.containsValue("notifications/cancelled"));
            pipe.legacy("2", "ping", "");
            pipe.line("\"id\":2");
            List<String> methods = List.copyOf(order.values());
            assertThat(methods.subList(methods.indexOf("notifications/cancelled"), methods.size()))
                    .doesNotContain("tools/call");
            pipe.finish();
        }
    }

    @Test
    void aSessionThatTheServerForgotIsOpenedAgainUnseenWithWhatItKnew() {
        AtomicInteger forgotten = new AtomicInteger();
        try (ScriptedServer endpoint = ScriptedServer.uncheckedWithSessions(REVISION, request -> {
            if (request.method().equals("GET")) {
                request.status(405);
            } else if (forgotten.get() == 1 && request.header("Mcp-Session-Id").equals("s-1")) {
                request.json(404, "{\"jsonrpc\":\"2.0\",\"id\":" + request.id()
                        + ",\"error\":{\"code\":-32600,\"message\":\"gone\"}}");
            } else {
                request.result("{}");
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.initialize();
            pipe.legacy("1", "logging/setLevel", "\"level\":\"debug\"");
            pipe.legacy("2", "resources/subscribe", "\"uri\":\"a://b\"");
            pipe.line("\"id\":1");
            pipe.line("\"id\":2");
            forgotten.set(1);
            pipe.legacy("3", "tools/list", "");
            assertThat(pipe.line("\"id\":3")).contains("\"result\":{}");

            assertThat(endpoint.requests("initialize")).hasSize(2);
            for (String told : new String[]{"notifications/initialized", "logging/setLevel", "resources/subscribe"}) {
                assertThat(endpoint.requests(told)).as(told).hasSize(2);
            }
            assertThat(endpoint.requests("logging/setLevel").getLast().header("Mcp-Session-Id")).isEqualTo("s-2");
            assertThat(pipe.lines()).hasSize(4);
        }
    }

    @Test
    void aServerWithoutAStreamOfTheSessionKeepsItsSession() {
        try (ScriptedServer endpoint = ScriptedServer.uncheckedWithSessions(REVISION, request -> {
            if (request.method().equals("GET")) {
                request.status(404);
            } else {
                request.result("{}");
            }
        }); PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.initialize();
            await().until(() -> endpoint.requests("GET").size() == 1);
            pipe.legacy("1", "ping", "");
            pipe.line("\"id\":1");
            assertThat(endpoint.requests("initialize")).hasSize(1);
        }
    }

    @Test
    void aHandshakeThatIsRefusedLeavesNoSession() {
        try (ScriptedServer endpoint = ScriptedServer.unchecked(request -> request.json(401,
                "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32000,\"message\":\"Invalid API key\"}}"));
                PipeFixture pipe = PipeFixture.to(endpoint)) {
            pipe.legacy("0", "initialize", "\"protocolVersion\":\"2025-11-25\"");
            pipe.legacy("1", "tools/list", "");
            assertThat(pipe.line("\"id\":0")).contains("-32000", "Invalid API key");
            assertThat(pipe.line("\"id\":1")).contains("-32600");
            assertThat(endpoint.requests("tools/list")).isEmpty();
        }
    }
}
