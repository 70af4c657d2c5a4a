package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.endpoint.modern.ListenOptions;
import dev.patchbay.http.HttpOptions;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Listen streams, and how the server ends. */
class ListenTest {
    private TestEndpoint server = new TestEndpoint();

    @AfterEach
    void stop() {
        server.close();
    }

    private SseReader listen(String id, String filter) throws Exception {
        return new SseReader(server,
                server.modern(id, "subscriptions/listen", "\"notifications\":{" + filter + "}"));
    }

    private static Map<String, Object> meta(SseReader.Event event) {
        return TestEndpoint.object(TestEndpoint.object(event.json(), "params"), "_meta");
    }

    @Test
    void theFirstMessageSaysWhatIsHonoured() throws Exception {
        try (SseReader stream = listen("\"l\"",
                "\"toolsListChanged\":true,\"resourceSubscriptions\":[\"test://a\",\"other://b\"]")) {
            SseReader.Event first = stream.message();

            assertThat(stream.response.headers().firstValue("X-Accel-Buffering")).contains("no");
            assertThat(first.id()).as("nothing is taken up again").isEmpty();
            assertThat(first.isMethod("notifications/subscriptions/acknowledged")).isTrue();
            assertThat(TestEndpoint.object(TestEndpoint.object(first.json(), "params"), "notifications"))
                    .isEqualTo(Map.of("toolsListChanged", true, "resourceSubscriptions", List.of("test://a")));
            assertThat(meta(first)).containsEntry("io.modelcontextprotocol/subscriptionId", "l");
        }
    }

    @Test
    void aStreamTellsWhatWasAskedForAndNothingElse() throws Exception {
        try (SseReader tools = listen("1", "\"toolsListChanged\":true");
                SseReader prompts = listen("2", "\"promptsListChanged\":true");
                SseReader resources = listen("3", "\"resourcesListChanged\":true");
                SseReader one = listen("4", "\"resourceSubscriptions\":[\"test://one\"]")) {
            for (SseReader stream : List.of(tools, prompts, resources, one)) {
                stream.message();
            }
            server.catalog.tool("t").prompt("p").resource("test://r");
            server.catalog.registry.resourceUpdated("test://two");
            server.catalog.registry.resourceUpdated("test://one");

            SseReader.Event tool = tools.message();
            assertThat(tool.isMethod("notifications/tools/list_changed")).isTrue();
            assertThat(meta(tool)).containsEntry("io.modelcontextprotocol/subscriptionId", 1L);
            assertThat(prompts.message().isMethod("notifications/prompts/list_changed")).isTrue();
            assertThat(resources.message().isMethod("notifications/resources/list_changed")).isTrue();
            server.catalog.template("test://t/{x}");
            assertThat(resources.message().isMethod("notifications/resources/list_changed")).isTrue();
            SseReader.Event updated = one.message();
            assertThat(updated.isMethod("notifications/resources/updated")).isTrue();
            assertThat(TestEndpoint.object(updated.json(), "params")).containsEntry("uri", "test://one");
            for (SseReader stream : List.of(tools, prompts, resources, one)) {
                assertThat(stream.hasNothing()).isTrue();
            }
        }
    }

    @Test
    void aSilentStreamCarriesComments() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults()
                .with(HttpOptions.defaults().withStreams(100_000, Duration.ofMillis(100))));
        try (RawClient client = rawListen()) {
            assertThat(client.readUntil(": still here")).contains("acknowledged");
        }
    }

    @Test
    void aClosedStreamIsForgotten() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults().with(new ListenOptions(10, 1, 10)));
        try (RawClient client = rawListen()) {
            client.readUntil("acknowledged");
            TestEndpoint.Answer second = server
                    .send(server.modern("subscriptions/listen", "\"notifications\":{\"toolsListChanged\":true}"));
            assertThat(second.code()).isEqualTo(42900);
        }
        await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> {
            try (RawClient client = rawListen()) {
                assertThat(client.readUntil("}\n\n")).contains("acknowledged");
            }
        });
    }

    @Test
    void aReaderThatDoesNotReadIsCutOffAndSlowsNobody() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults()
                .with(HttpOptions.defaults().withStreams(50_000, Duration.ofSeconds(15))));
        try (RawClient stuck = rawListen(); SseReader good = listen("5", "\"toolsListChanged\":true")) {
            stuck.readUntil("acknowledged");
            good.message();
            server.catalog.tool("t");
            // Far more than the socket's buffers and the queue take.
            String uri = "test://" + "x".repeat(2000);
            for (int i = 0; i < 10_000; i++) {
                server.catalog.registry.resourceUpdated(uri);
            }
            server.catalog.prompt("p");
            assertThat(good.message().isMethod("notifications/tools/list_changed")).isTrue();
            assertThat(server.send(server.modern("tools/list", "")).status()).isEqualTo(200);
            assertThat(stuck.readAll().length()).as("cut off before all of 20 MB").isLessThan(15_000_000);
        }
    }

    private RawClient rawListen() throws Exception {
        String body = ModernBody.of("1", "subscriptions/listen",
                "\"notifications\":{\"resourceSubscriptions\":[\"test://" + "x".repeat(2000) + "\"]}");
        RawClient client = server.raw();
        client.write("POST /mcp HTTP/1.1\r\nHost: localhost:" + server.endpoint.port()
                + "\r\nContent-Type: application/json\r\nMCP-Protocol-Version: 2026-07-28\r\n"
                + "Mcp-Method: subscriptions/listen\r\nContent-Length: " + TestEndpoint.bytes(body).length
                + "\r\n\r\n" + body);
        return client;
    }

    @Test
    void aListenNeedsAClientThatReadsStreams() throws Exception {
        HttpRequest.Builder request = server
                .modern("subscriptions/listen", "\"notifications\":{}").setHeader("Accept", "application/json");

        assertThat(server.send(request).status()).isEqualTo(406);
    }

    @Test
    void theEndOfTheServerIsToldAndCallsInFlightFinish() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server.catalog.tool("wait", call -> {
            started.countDown();
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
            return CallToolResult.text("finished");
        });
        try (SseReader stream = listen("\"l\"", "\"toolsListChanged\":true");
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            stream.message();
            var call = threads.submit(() -> server.send(server.modern("tools/call", "\"name\":\"wait\"")));
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
            var drained = threads.submit(() -> server.endpoint.drain(Duration.ofSeconds(10)));

            SseReader.Event last = stream.message();
            assertThat(last.json()).containsEntry("id", "l");
            assertThat(TestEndpoint.object(last.json(), "result")).containsEntry("resultType", "complete");
            assertThat(TestEndpoint.object(TestEndpoint.object(last.json(), "result"), "_meta"))
                    .containsEntry("io.modelcontextprotocol/subscriptionId", "l");
            assertThat(stream.next()).isNull();
            go.countDown();

            assertThat(call.get().text()).isEqualTo("finished");
            assertThat(drained.get()).isTrue();
        }
    }

    @Test
    void aCallThatDoesNotEndIsCutOffAfterTheLimit() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        server.catalog.tool("wait", call -> {
            started.countDown();
            Thread.sleep(Duration.ofSeconds(20));
            return CallToolResult.text("too late");
        });
        try (RawClient client = server.raw()) {
            String body = ModernBody.of("1", "tools/call", "\"name\":\"wait\",\"arguments\":{}");
            client.write("POST /mcp HTTP/1.1\r\nHost: localhost:" + server.endpoint.port()
                    + "\r\nContent-Type: application/json\r\nMCP-Protocol-Version: 2026-07-28\r\n"
                    + "Mcp-Method: tools/call\r\nMcp-Name: wait\r\nContent-Length: "
                    + TestEndpoint.bytes(body).length + "\r\n\r\n" + body);
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();

            assertThat(server.endpoint.drain(Duration.ofMillis(200))).isFalse();
            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void nothingComesBeforeTheAcknowledgementHoweverOftenThingsChange() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        Thread changes = Thread.ofPlatform().start(() -> {
            while (!enough.get()) {
                server.catalog.registry.resourceUpdated("test://one");
                Thread.onSpinWait();
            }
        });
        try {
            for (int i = 0; i < 30; i++) {
                try (SseReader stream = new SseReader(server, server.modern("subscriptions/listen",
                        "\"notifications\":{\"resourceSubscriptions\":[\"test://one\"]}"))) {
                    assertThat(stream.message().isMethod("notifications/subscriptions/acknowledged")).isTrue();
                }
            }
        } finally {
            enough.set(true);
            changes.join();
        }
    }
}
