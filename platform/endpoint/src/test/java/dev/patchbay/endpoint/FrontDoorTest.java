package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.http.HttpOptions;
import dev.patchbay.security.ClosedAuthenticator;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds before any message is read: Host, Origin, CORS, limits, identity, health. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontDoorTest {
    private final TestEndpoint server = new TestEndpoint(EndpointOptions.defaults().with(HttpOptions.defaults()
            .withAllowed(Set.of("mcp.example:8443"), Set.of("https://app.example")).withLocalOrigins(true)
            .withMaxBodyBytes(20_000).withMaxHeaders(4000, 30)
            .withTimeouts(Duration.ofSeconds(60), Duration.ofMillis(300), Duration.ofMillis(300),
                    Duration.ofSeconds(30))));

    @BeforeAll
    void fill() {
        server.catalog.tool("echo");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawClient raw() {
        return server.raw();
    }

    private String get(String path, String headers) throws Exception {
        try (RawClient client = raw()) {
            client.write("GET " + path + " HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");
            return client.readAll();
        }
    }

    private String host() {
        return "Host: localhost:" + server.endpoint.port() + "\r\n";
    }

    @Test
    void thisMachineIsServedUnderItsThreeNamesAndTheConfiguredOne() throws Exception {
        for (String name : List.of("localhost", "127.0.0.1", "[::1]", "LocalHost")) {
            assertThat(get("/health", "Host: " + name + ":" + server.endpoint.port() + "\r\n"))
                    .startsWith("HTTP/1.1 200");
        }
        assertThat(get("/health", "Host: mcp.example:8443\r\n")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "evil.example:80", "localhost", "localhost:1", "localhost.evil",
        "a/?x=", "localhost:80:80", "[::1", "", "127.0.0.1:99999999", "localhost @evil"})
    void anyOtherHostIsRefusedOnEveryPath(String host) throws Exception {
        for (String path : List.of("/mcp", "/health", "/nothing", "/.well-known/x", "/mcp/server-card")) {
            assertThat(get(path, "Host: " + host + "\r\n")).startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void twoHostsAreRefused() throws Exception {
        assertThat(get("/health", host() + host())).startsWith("HTTP/1.1 400");
        assertThat(get("/health", "")).startsWith("HTTP/1.1 400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost.evil", "https://app.example.evil",
        "http://app.example", "file://", "http://localhost:x"})
    void aForeignOriginAloneIsRefused(String origin) throws Exception {
        for (String path : List.of("/mcp", "/health", "/", "/nothing")) {
            assertThat(get(path, host() + "Origin: " + origin + "\r\n")).startsWith("HTTP/1.1 403")
                    .doesNotContain("Access-Control-Allow-Origin");
        }
    }

    @Test
    void aForeignOriginCallsNoPlugin() throws Exception {
        HttpRequest.Builder request = server
                .modern("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"x\"}")
                .header("Origin", "http://evil.example");
        int before = server.catalog.calls.get();

        assertThat(server.send(request).status()).isEqualTo(403);
        assertThat(server.catalog.calls).hasValue(before);
    }

    @Test
    void pagesOfThisMachineAndConfiguredOnesMayReadTheAnswer() throws Exception {
        for (String origin : List.of("http://localhost:3000", "http://127.0.0.1", "https://[::1]:8443",
                "https://app.example")) {
            assertThat(get("/health", host() + "Origin: " + origin + "\r\n")).startsWith("HTTP/1.1 200")
                    .contains("Access-Control-Allow-Origin: " + origin + "\r\n").contains("Vary: Origin");
        }
    }

    @Test
    void wellKnownPathsAndTheServerCardAnswerAnyOrigin() throws Exception {
        for (String path : List.of("/.well-known/ai-catalog.json", "/mcp/server-card")) {
            assertThat(get(path, host() + "Origin: http://evil.example\r\n")).startsWith("HTTP/1.1 404")
                    .contains("Access-Control-Allow-Origin: *");
        }
    }

    @Test
    void aPreflightAllowsTheHeadersOfMcpAndNoOthers() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/mcp"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()).header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type, mcp-param-region, x-upstream-secret");
        TestEndpoint.Answer answer = server.send(request);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.response().headers().firstValue("Access-Control-Allow-Headers").orElse("").toLowerCase(
                java.util.Locale.ROOT)).contains("mcp-method", "mcp-name", "mcp-protocol-version", "mcp-session-id",
                        "last-event-id", "authorization", "content-type", "mcp-param-region")
                .doesNotContain("x-upstream-secret");
    }

    @Test
    void aBodyBeyondTheLimitIsRefused() throws Exception {
        String text = "x".repeat(30_000);
        TestEndpoint.Answer announced = server
                .send(server.modern("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"" + text + "\"}"));

        assertThat(announced.status()).isEqualTo(413);
        assertThat(announced.json()).containsEntry("error", "body_too_large");
    }

    /** A connection that ends while its client writes is reset, and the answer is lost on the way. */
    @Test
    void aBodyALittleBeyondTheLimitIsTakenToItsEndBeforeItIsRefused() throws Exception {
        try (RawClient client = raw()) {
            client.write("POST /mcp HTTP/1.1\r\n" + host()
                    + "Content-Type: application/json\r\nContent-Length: 40000\r\n\r\n" + " ".repeat(39_999));
            for (int i = 0; i < 20; i++) {
                assertThat(server.send(server.modern("tools/list", "")).status()).isEqualTo(200);
            }
            assertThat(client.hasSome()).as("before the last byte").isFalse();
            client.write(" ");
            assertThat(client.readAll()).startsWith("HTTP/1.1 413").contains("body_too_large");
        }
    }

    @Test
    void aBodyFarBeyondTheLimitIsRefusedAtOnce() throws Exception {
        try (RawClient client = raw()) {
            client.write("POST /mcp HTTP/1.1\r\n" + host()
                    + "Content-Type: application/json\r\nContent-Length: 40001\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void aChunkedBodyIsCountedWhileItComes() throws Exception {
        try (RawClient client = raw()) {
            client.write("POST /mcp HTTP/1.1\r\n" + host()
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + " ".repeat(4096) + "\r\n";
            for (int i = 0; i < 6; i++) {
                client.write(chunk);
            }
            assertThat(client.readAll()).startsWith("HTTP/1.1 413").contains("body_too_large");
        }
    }

    @Test
    void aChunkedBodyWithinTheLimitIsServedEvenInSmallPieces() throws Exception {
        String body = ModernBody.of("1", "tools/list", "");
        try (RawClient client = raw()) {
            client.write("POST /mcp HTTP/1.1\r\n" + host() + "MCP-Protocol-Version: 2026-07-28\r\n"
                    + "Mcp-Method: tools/list\r\nConnection: close\r\n"
                    + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < body.length(); i += 7) {
                String piece = body.substring(i, Math.min(body.length(), i + 7));
                client.write(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
            }
            client.write("0\r\n\r\n");
            assertThat(client.readAll()).startsWith("HTTP/1.1 200").contains("echo");
        }
    }

    @Test
    void tooManyOrTooLongHeadersAreRefused() throws Exception {
        StringBuilder many = new StringBuilder(host());
        for (int i = 0; i < 40; i++) {
            many.append("X-").append(i).append(": 1\r\n");
        }
        assertThat(get("/health", many.toString())).startsWith("HTTP/1.1 431");
        assertThat(get("/health", host() + "X-Long: " + "x".repeat(5000) + "\r\n")).startsWith("HTTP/1.1 431");
    }

    @Test
    void aLongUrlIsRefused() throws Exception {
        assertThat(get("/" + "x".repeat(9000), host())).startsWith("HTTP/1.1 414");
    }

    @Test
    void aBodyThatDoesNotComeIsGivenUp() throws Exception {
        try (RawClient client = raw()) {
            client.write("POST /mcp HTTP/1.1\r\n" + host()
                    + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{");
            assertThat(client.readAll()).startsWith("HTTP/1.1 408").contains("body_timeout");
        }
    }

    @Test
    void aHeadThatDoesNotComeIsGivenUp() throws Exception {
        try (RawClient client = raw()) {
            client.write("POST /mcp HTTP/1.1\r\nHost: loc");
            assertThat(client.readAll()).isEmpty();
        }
    }

    @Test
    void oneConnectionMoreThanAllowedIsToldSo() throws Exception {
        var options = EndpointOptions.defaults().with(HttpOptions.defaults().withMaxConnections(3));
        List<RawClient> open = new ArrayList<>();
        try (TestEndpoint small = new TestEndpoint(options)) {
            String request = "GET /health HTTP/1.1\r\nHost: localhost:" + small.endpoint.port() + "\r\n\r\n";
            for (int i = 0; i < 3; i++) {
                RawClient client = small.raw();
                open.add(client);
                client.write(request);
                assertThat(client.readUntil("UP")).startsWith("HTTP/1.1 200");
            }
            try (RawClient fourth = small.raw()) {
                fourth.write(request);
                assertThat(fourth.readAll()).startsWith("HTTP/1.1 503").contains("(setting mcp.max-connections)");
            }
        } finally {
            for (RawClient client : open) {
                client.close();
            }
        }
    }

    @Test
    void nobodyIsServedWhereThereAreNoClients() throws Exception {
        try (TestEndpoint closed = new TestEndpoint(EndpointOptions.defaults(), new ClosedAuthenticator(),
                InstantSource.system())) {
            TestEndpoint.Answer answer = closed.send(closed.modern("server/discover", ""));

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.response().headers().firstValue("WWW-Authenticate")).isPresent();
            assertThat(String.valueOf(answer.json().get("message"))).contains("No clients exist yet");
            assertThat(closed.send(HttpRequest.newBuilder(closed.uri("/health"))).status()).isEqualTo(200);
        }
    }

    @Test
    void healthIsAliveAndReadyIsAskedFor() throws Exception {
        assertThat(server.send(HttpRequest.newBuilder(server.uri("/health"))).json()).containsEntry("status", "UP");
        assertThat(server.send(HttpRequest.newBuilder(server.uri("/health/ready"))).status()).isEqualTo(200);

        server.notReady = Optional.of("The catalog is being loaded.");
        TestEndpoint.Answer loading = server.send(HttpRequest.newBuilder(server.uri("/health/ready")));
        server.notReady = Optional.empty();

        assertThat(loading.status()).isEqualTo(503);
        assertThat(loading.json()).containsEntry("reason", "The catalog is being loaded.");
    }

    @Test
    void aPathWithoutAnythingSaysWhereThingsAre() throws Exception {
        TestEndpoint.Answer unknown = server.send(HttpRequest.newBuilder(server.uri("/mpc")));

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(String.valueOf(unknown.json().get("message"))).contains("/mcp");
        assertThat(server.send(HttpRequest.newBuilder(server.uri("/"))).json().toString()).contains("/mcp");
    }

    @Test
    void pagesOfThisMachineAreRefusedUnlessAllowed() throws Exception {
        try (TestEndpoint strict = new TestEndpoint(EndpointOptions.defaults()
                .with(HttpOptions.defaults().withAllowed(Set.of(), Set.of("http://localhost:3000"))))) {
            HttpRequest.Builder health = HttpRequest.newBuilder(strict.uri("/health"));

            assertThat(strict.send(health.copy().header("Origin", "http://localhost:4000")).status()).isEqualTo(403);
            assertThat(strict.send(health.copy().header("Origin", "http://localhost:3000")).status()).isEqualTo(200);
        }
    }

    @Test
    void anUpgradeToAnotherProtocolIsNotTaken() throws Exception {
        try (RawClient client = raw()) {
            client.write("GET /health HTTP/1.1\r\n" + host() + "Upgrade: h2c\r\n"
                    + "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n");

            assertThat(client.readUntil("UP")).startsWith("HTTP/1.1 200");
        }
    }
}
