package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.LoggingLevel;
import dev.patchbay.api.tool.CallToolResult;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of modern clients: results, streams, cancellation by a closed connection. */
class ModernCallTest {
    private final TestEndpoint server = new TestEndpoint();

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpRequest.Builder call(String tool, String meta) {
        return server
                .post(ModernBody.of("9", "tools/call", "\"name\":\"" + tool + "\",\"arguments\":{}", "", meta))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", tool);
    }

    private static CallToolResult report(Call call) {
        call.progress().report(1, 2);
        call.log().info("half way");
        call.log().debug("a detail");
        call.progress().report(2, 2);
        return CallToolResult.text("done");
    }

    @Test
    void aStructuredResultComesWithItsJsonText() throws Exception {
        server.catalog.tool("sum", call -> CallToolResult.structured(Map.of("sum", 5)));

        TestEndpoint.Answer answer = server.send(call("sum", ""));

        assertThat(answer.result()).containsEntry("structuredContent", Map.of("sum", 5L))
                .containsEntry("resultType", "complete");
        assertThat(answer.text()).isEqualToIgnoringWhitespace("{\"sum\":5}");
    }

    @Test
    void aStructuredResultMayBeAnyJsonValue() throws Exception {
        server.catalog.tool("list", call -> CallToolResult.structured(List.of(1, 2)));

        assertThat(server.send(call("list", "")).result()).containsEntry("structuredContent", List.of(1L, 2L));
    }

    @Test
    void whatNobodyAskedForIsNotSentAndTheAnswerIsPlainJson() throws Exception {
        server.catalog.tool("report", ModernCallTest::report);

        TestEndpoint.Answer answer = server.send(call("report", ""));

        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.text()).isEqualTo("done");
    }

    @Test
    void progressThatWasAskedForComesOnTheStreamOfTheCall() throws Exception {
        server.catalog.tool("report", ModernCallTest::report);

        TestEndpoint.Answer answer = server.send(call("report", ",\"progressToken\":\"t\""));

        assertThat(answer.type()).isEqualTo("text/event-stream");
        assertThat(answer.response().headers().firstValue("X-Accel-Buffering")).contains("no");
        assertThat(answer.events()).hasSize(3);
        assertThat(TestEndpoint.object(answer.events().getFirst(), "params")).containsEntry("progressToken", "t")
                .containsEntry("progress", 1L).containsEntry("total", 2L);
        assertThat(answer.events().getLast()).containsEntry("id", 9L).containsKey("result");
    }

    @Test
    void logLinesComeFromTheLevelThatWasAskedFor() throws Exception {
        server.catalog.tool("report", ModernCallTest::report);

        TestEndpoint.Answer info = server.send(call("report", ",\"io.modelcontextprotocol/logLevel\":\"info\""));
        TestEndpoint.Answer error = server.send(call("report", ",\"io.modelcontextprotocol/logLevel\":\"error\""));

        assertThat(info.events()).hasSize(2);
        assertThat(TestEndpoint.object(info.events().getFirst(), "params")).containsEntry("level", "info")
                .containsEntry("data", "half way");
        assertThat(error.type()).isEqualTo("application/json");
    }

    @Test
    void anUnknownLogLevelIsAnIncompleteEnvelope() throws Exception {
        server.catalog.tool("report", ModernCallTest::report);

        assertThat(server.send(call("report", ",\"io.modelcontextprotocol/logLevel\":\"loud\"")).code())
                .isEqualTo(-32602);
    }

    @Test
    void aClientThatReadsNoStreamsGetsPlainJson() throws Exception {
        server.catalog.tool("report", ModernCallTest::report);

        TestEndpoint.Answer answer = server
                .send(call("report", ",\"progressToken\":1").setHeader("Accept", "application/json"));

        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.text()).isEqualTo("done");
    }

    @Test
    void unknownThingsAreInvalidParams() throws Exception {
        server.catalog.prompt("greet");
        TestEndpoint.Answer tool = server.send(call("nobody", ""));
        TestEndpoint.Answer prompt = server.send(server.modern("prompts/get", "\"name\":\"nobody\""));
        TestEndpoint.Answer resource = server.send(server.modern("resources/read", "\"uri\":\"test://missing/1\""));
        TestEndpoint.Answer scheme = server.send(server.modern("resources/read", "\"uri\":\"other://x\""));

        for (TestEndpoint.Answer answer : List.of(tool, prompt, resource, scheme)) {
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.code()).isEqualTo(-32602);
        }
        assertThat(TestEndpoint.object(resource.error(), "data")).containsEntry("uri", "test://missing/1");
    }

    @Test
    void promptsResourcesAndCompletionsAreServed() throws Exception {
        server.catalog.prompt("greet").resource("test://one");

        TestEndpoint.Answer prompt = server
                .send(server.modern("prompts/get", "\"name\":\"greet\",\"arguments\":{\"name\":\"Ann\"}"));
        TestEndpoint.Answer resource = server.send(server.modern("resources/read", "\"uri\":\"test://one\""));
        TestEndpoint.Answer completion = server.send(server.modern("completion/complete",
                "\"ref\":{\"type\":\"ref/prompt\",\"name\":\"greet\"},\"argument\":{\"name\":\"name\",\"value\":\"A\"}"));

        assertThat(prompt.response().body()).contains("Hello Ann");
        assertThat(TestEndpoint.objects(resource.result(), "contents").getFirst())
                .containsEntry("text", "content of test://one").containsEntry("uri", "test://one");
        assertThat(resource.result()).containsEntry("ttlMs", 0L).containsEntry("cacheScope", "private");
        assertThat(TestEndpoint.object(completion.result(), "completion")).containsEntry("values",
                List.of("A1", "A2"));
    }

    @Test
    void aClosedConnectionCancelsTheCall() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        server.catalog.tool("wait", call -> {
            call.cancellation().onCancel(() -> cancelled.set(true));
            started.countDown();
            Thread.sleep(Duration.ofSeconds(20));
            return CallToolResult.text("too late");
        });
        try (RawClient client = server.raw()) {
            client.write(rawCall("wait", ""));
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
        }

        await().atMost(Duration.ofSeconds(2)).untilTrue(cancelled);
    }

    @Test
    void aClosedStreamCancelsTheCall() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        server.catalog.tool("wait", call -> {
            call.cancellation().onCancel(() -> cancelled.set(true));
            call.log().log(LoggingLevel.ERROR, "started");
            Thread.sleep(Duration.ofSeconds(20));
            return CallToolResult.text("too late");
        });
        try (RawClient client = server.raw()) {
            client.write(rawCall("wait", ",\"io.modelcontextprotocol/logLevel\":\"error\""));
            assertThat(client.readUntil("started")).contains("text/event-stream");
        }

        await().atMost(Duration.ofSeconds(2)).untilTrue(cancelled);
    }

    @Test
    void aRequestSentBehindARunningCallIsServedAfterIt() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        server.catalog.tool("wait", call -> {
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
            return CallToolResult.text("first answer");
        });
        try (RawClient client = server.raw()) {
            client.write(rawCall("wait", ""));
            anotherClientLeaves(); // and so the watch reads what follows
            client.write("GET /health HTTP/1.1\r\nHost: localhost:" + server.endpoint.port()
                    + "\r\nConnection: close\r\n\r\n");
            anotherClientLeaves();
            go.countDown();

            assertThat(client.readAll()).contains("first answer").contains("\"status\":\"UP\"");
        }
    }

    @Test
    void aConnectionServesManyLongCallsOneAfterTheOther() throws Exception {
        Semaphore go = new Semaphore(0);
        server.catalog.tool("wait", call -> {
            assertThat(go.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            return CallToolResult.text("answer");
        });
        try (RawClient client = server.raw()) {
            for (int i = 0; i < 5; i++) {
                client.write(rawCall("wait", ""));
                anotherClientLeaves();
                go.release();
                assertThat(client.readUntil("\"resultType\"")).startsWith("HTTP/1.1 200");
                client.readUntil("}}}}");
            }
        }
    }

    /** Returns when the server has noticed that a client left; it watches the calls that were there before, too. */
    private void anotherClientLeaves() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch noticed = new CountDownLatch(1);
        server.catalog.withoutTool("left").tool("left", call -> {
            call.cancellation().onCancel(noticed::countDown);
            begun.countDown();
            noticed.await();
            return CallToolResult.text("nobody reads this");
        });
        try (RawClient other = server.raw()) {
            other.write(rawCall("left", ""));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(noticed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    private String rawCall(String tool, String meta) {
        String body = ModernBody.of("1", "tools/call", "\"name\":\"" + tool + "\",\"arguments\":{}", "", meta);
        return "POST /mcp HTTP/1.1\r\nHost: localhost:" + server.endpoint.port()
                + "\r\nContent-Type: application/json\r\nMCP-Protocol-Version: 2026-07-28\r\n"
                + "Mcp-Method: tools/call\r\nMcp-Name: " + tool + "\r\nContent-Length: "
                + TestEndpoint.bytes(body).length + "\r\n\r\n" + body;
    }
}
