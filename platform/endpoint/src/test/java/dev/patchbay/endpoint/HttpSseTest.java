package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.endpoint.legacy.LegacyOptions;
import dev.patchbay.endpoint.modern.ListenOptions;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.schema.OfficialSchema;
import dev.patchbay.security.CredentialEvents;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport of 2024-11-05: one stream for all that the server says, and an address for what the client says. */
class HttpSseTest {
    private TestEndpoint server = new TestEndpoint();

    @AfterEach
    void stop() {
        server.close();
    }

    /** A client of that transport. */
    private final class Client implements AutoCloseable {
        final SseReader stream;
        final String address;
        private int lastId;

        Client() throws Exception {
            stream = new SseReader(server, get("/sse"));
            address = Objects.requireNonNull(stream.next()).data();
        }

        Client(String version, String capabilities) throws Exception {
            this();
            assertThat(post("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\""
                    + version + "\",\"capabilities\":{" + capabilities
                    + "},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}").status()).isEqualTo(202);
        }

        TestEndpoint.Answer post(String body) throws Exception {
            return server.send(to(address, body));
        }

        Map<String, Object> call(String method, String params) throws Exception {
            assertThat(request(method, params)).isEqualTo(202);
            return stream.message().json();
        }

        int request(String method, String params) throws Exception {
            return post("{\"jsonrpc\":\"2.0\",\"id\":" + ++lastId + ",\"method\":\"" + method + "\",\"params\":{"
                    + params + "}}").status();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    private HttpRequest.Builder get(String path) {
        return server.authorized(HttpRequest.newBuilder(server.uri(path)).header("Accept", "text/event-stream"));
    }

    private HttpRequest.Builder to(String address, String body) {
        return server.authorized(HttpRequest.newBuilder(server.uri(address)).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void theFirstEventNamesTheAddress() throws Exception {
        try (RawClient raw = server.raw()) {
            raw.write("GET /sse HTTP/1.1\r\nHost: 127.0.0.1:" + server.endpoint.port()
                    + "\r\nAccept: text/event-stream\r\n\r\n");
            String head = raw.readUntil("\r\n\r\n");
            assertThat(head).contains("200 OK", "text/event-stream", "no-cache");
            assertThat(raw.readUntil("\n\n")).contains("event: endpoint\ndata: /messages?sessionId=");
        }
    }

    @ParameterizedTest
    @EnumSource(value = Revision.class, names = "V2026_07_28", mode = EnumSource.Mode.EXCLUDE)
    void everyRevisionWithAHandshakeCanBeSpoken(Revision revision) throws Exception {
        server.catalog.tool("echo");
        try (Client client = new Client(revision.text(), "")) {
            Map<String, Object> initialized = TestEndpoint.object(client.stream.message().json(), "result");
            assertThat(initialized).containsEntry("protocolVersion", revision.text());
            assertThat(client.post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}").status())
                    .isEqualTo(202);
            Map<String, Object> listed = TestEndpoint.object(client.call("tools/list", ""), "result");
            assertThat(OfficialSchema.validate(revision, "ListToolsResult", JsonWriter.compact(listed))).isEmpty();
            assertThat(client.call("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"}").toString())
                    .contains("text=hi");
            assertThat(client.call("nothing", "")).containsKey("error");
        }
    }

    @Test
    void progressQuestionsAndChangesComeOnTheStream() throws Exception {
        server.catalog.tool("ask", call -> {
            call.progress().report(1, 2);
            return CallToolResult.text("Hello " + call
                    .ask("k", ElicitRequest.form("Who?").string("name", "n").build()).string("name").orElse("?"));
        });
        try (Client client = new Client("2025-06-18", "\"elicitation\":{}")) {
            client.stream.message();
            client.request("tools/call", "\"name\":\"ask\",\"_meta\":{\"progressToken\":7}");
            assertThat(client.stream.message().isMethod("notifications/progress")).isTrue();
            Map<String, Object> question = client.stream.message().json();
            assertThat(question).containsEntry("method", "elicitation/create");
            client.post("{\"jsonrpc\":\"2.0\",\"id\":\"" + question.get("id")
                    + "\",\"result\":{\"action\":\"accept\",\"content\":{\"name\":\"Ann\"}}}");
            assertThat(client.stream.message().data()).contains("Hello Ann");
            server.catalog.tool("new");
            assertThat(client.stream.message().isMethod("notifications/tools/list_changed")).isTrue();
        }
    }

    @Test
    void batchesAreTakenInTheirRevision() throws Exception {
        try (Client client = new Client("2025-03-26", "")) {
            client.stream.message();
            String ping = "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"ping\"}";
            assertThat(client.post("[" + ping.formatted(1) + "," + ping.formatted(2) + "]").status()).isEqualTo(202);
            assertThat(List.of(client.stream.message().data(), client.stream.message().data()))
                    .allMatch(message -> message.contains("\"result\":{}"));
            assertThat(client.post("[]").status()).isEqualTo(400);
            assertThat(client.post("[" + ModernBody.of("1", "tools/list", "") + "]").code()).isEqualTo(-32600);
        }
        try (Client client = new Client("2024-11-05", "")) {
            client.stream.message();
            assertThat(client.post("[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]").status()).isEqualTo(400);
        }
    }

    @Test
    void theHandshakeComesFirstAndOnce() throws Exception {
        try (Client client = new Client()) {
            assertThat(client.request("tools/list", "")).isEqualTo(400);
            assertThat(client.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}").status())
                    .isEqualTo(202);
            assertThat(client.stream.message().data()).contains("-32602");
        }
        try (Client client = new Client("2024-11-05", "")) {
            client.stream.message();
            assertThat(client.call("initialize", "\"protocolVersion\":\"2024-11-05\",\"capabilities\":{},"
                    + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}")).containsKey("error");
            assertThat(client.call("ping", "")).containsKey("result");
        }
    }

    @Test
    void theEndOfTheStreamEndsTheSessionAndItsCalls() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        server.catalog.tool("wait", call -> {
            call.cancellation().onCancel(() -> cancelled.set(true));
            started.countDown();
            Thread.sleep(Duration.ofSeconds(20));
            return CallToolResult.text("too late");
        });
        Client client = new Client("2024-11-05", "");
        client.stream.message();
        client.request("tools/call", "\"name\":\"wait\"");
        assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();

        client.close();

        await().atMost(Duration.ofSeconds(5)).untilTrue(cancelled);
        await().until(() -> client.request("ping", "") == 404);
    }

    @Test
    void aCallIsCancelledByItsNotification() throws Exception {
        AtomicBoolean cancelled = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        server.catalog.tool("wait", call -> {
            call.cancellation().onCancel(() -> cancelled.set(true));
            started.countDown();
            Thread.sleep(Duration.ofSeconds(20));
            return CallToolResult.text("too late");
        });
        try (Client client = new Client("2024-11-05", "")) {
            client.stream.message();
            client.request("tools/call", "\"name\":\"wait\"");
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
            client.post(
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}");
            await().atMost(Duration.ofSeconds(2)).untilTrue(cancelled);
            assertThat(client.call("ping", "")).containsKey("result");
        }
    }

    @Test
    void onlyWhoOpenedTheStreamCanPost() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults(), new KnownCallers(), InstantSource.system());
        assertThat(server.send(get("/sse")).status()).isEqualTo(401);
        server.authorization = "Bearer ann";
        try (Client client = new Client("2024-11-05", "")) {
            client.stream.message();
            assertThat(client.request("ping", "")).isEqualTo(202);
            server.authorization = "Bearer bob";
            assertThat(client.request("ping", "")).isEqualTo(404);
            server.authorization = "";
            assertThat(client.request("ping", "")).isEqualTo(401);
        }
    }

    @Test
    void nobodyElseCanBeginTheSessionOfAStream() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults(), new KnownCallers(), InstantSource.system());
        server.authorization = "Bearer ann";
        try (Client client = new Client()) {
            server.authorization = "Bearer bob";
            assertThat(client.request("initialize", "\"protocolVersion\":\"2024-11-05\",\"capabilities\":{},"
                    + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}")).isEqualTo(404);
            server.authorization = "Bearer ann";
            assertThat(client.request("ping", "")).as("there is no session yet").isEqualTo(400);
        }
    }

    @Test
    void aStreamEndsWithItsCredential() throws Exception {
        server.close();
        KnownCallers callers = new KnownCallers();
        CredentialEvents events = new CredentialEvents();
        server = new TestEndpoint(EndpointOptions.defaults(), new Identification(callers, Optional.empty(), events),
                InstantSource.system());
        server.authorization = "Bearer ann";
        try (Client client = new Client("2024-11-05", ""); Client idle = new Client()) {
            client.stream.message();
            events.clientEnded("ann");
            assertThat(client.stream.next()).isNull();
            assertThat(idle.stream.next()).isNull();
        }
    }

    @Test
    void hostAndOriginAreLookedAtFirst() throws Exception {
        for (String path : List.of("/sse", "/messages?sessionId=x")) {
            assertThat(server.send(get(path).header("Origin", "https://evil.example")).status()).isEqualTo(403);
        }
        assertThat(server.send(to("/messages", "{}").header("Origin", "https://evil.example")).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?sessionId=", "?sessionId=forged", "?other=1"})
    void anAddressThatWasNeverGivenOutIsNotFound(String query) throws Exception {
        TestEndpoint.Answer answer = server
                .send(to("/messages" + query, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}"));

        assertThat(answer.status()).isEqualTo(404);
    }

    @Test
    void whatIsNoMessageIsRefused() throws Exception {
        try (Client client = new Client("2024-11-05", "")) {
            client.stream.message();
            assertThat(client.post("{").code()).isEqualTo(-32700);
            assertThat(server.send(to(client.address, "{}").setHeader("Content-Type", "text/plain")).status())
                    .isEqualTo(415);
            assertThat(client.post(ModernBody.of("1", "tools/list", "")).code()).isEqualTo(-32600);
            assertThat(server.send(get(client.address)).status()).isEqualTo(405);
            assertThat(server.send(to("/sse", "{}")).status()).isEqualTo(405);
        }
    }

    @Test
    void addressesAreAllDifferentAndNoneIsASessionOfTheOtherTransport() throws Exception {
        Set<String> addresses = new HashSet<>();
        try (Client one = new Client("2025-11-25", ""); Client two = new Client(); Client three = new Client()) {
            addresses.addAll(List.of(one.address, two.address, three.address));
            assertThat(addresses).hasSize(3).allMatch(address -> address.length() >= 32);
            String handle = one.address.substring(one.address.indexOf('=') + 1);
            assertThat(server.send(server.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                    .header("Mcp-Session-Id", handle)).status()).isEqualTo(404);
        }
    }

    @Test
    void streamsAndSessionsAreBoundedAsElsewhere() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults().with(new ListenOptions(10, 2, 10))
                .with(LegacyOptions.defaults().withSessions(100, 1, Duration.ofMinutes(5))));
        try (Client one = new Client("2024-11-05", ""); Client two = new Client("2024-11-05", "")) {
            one.stream.message();
            two.stream.message();
            assertThat(one.stream.next()).as("two sessions are one too many").isNull();
            assertThat(two.call("ping", "")).containsKey("result");
        }
        await().until(() -> server.endpoint.openExchanges() == 0);
        try (Client one = new Client(); Client two = new Client()) {
            assertThat(one.address).isNotEqualTo(two.address);
            assertThat(server.send(get("/sse")).status()).isEqualTo(429);
        }
    }

    @Test
    void theTransportCanBeSwitchedOff() throws Exception {
        server.close();
        server = new TestEndpoint(EndpointOptions.defaults().with(LegacyOptions.defaults().withHttpSse(false)));

        assertThat(server.send(get("/sse")).status()).isEqualTo(404);
        assertThat(server.send(to("/messages?sessionId=x", "{}")).status()).isEqualTo(404);
    }

    @Test
    void aServerThatStopsLetsCallsEndAndThenTheStream() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        server.catalog.tool("slow", call -> {
            started.countDown();
            assertThat(go.await(10, TimeUnit.SECONDS)).isTrue();
            return CallToolResult.text("at last");
        });
        try (Client client = new Client("2024-11-05", ""); Client idle = new Client("2024-11-05", "")) {
            client.stream.message();
            idle.stream.message();
            client.request("tools/call", "\"name\":\"slow\"");
            assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
            Thread drain = Thread.ofPlatform().start(() -> {
                try {
                    server.endpoint.drain(Duration.ofSeconds(10));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(idle.stream.next()).isNull();
            go.countDown();
            assertThat(client.stream.message().data()).contains("at last");
            assertThat(client.stream.next()).isNull();
            assertThat(drain.join(Duration.ofSeconds(10))).isTrue();
        }
    }
}
