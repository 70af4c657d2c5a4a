package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.endpoint.TestCertificates.Issued;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.http.TlsOptions;
import dev.patchbay.http.TlsOptions.ClientAuth;
import dev.patchbay.security.CredentialEvents;
import dev.patchbay.security.Credentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS, with certificates of both sides. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private final KnownCallers callers = new KnownCallers();
    private final CredentialEvents events = new CredentialEvents();
    private final TestCertificates ours;
    private final TestCertificates foreign;
    private final Issued client;
    private final Path folder;
    private final TestEndpoint server;

    TlsTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        this.ours = new TestCertificates("Our authority");
        this.foreign = new TestCertificates("Another authority");
        this.client = ours.issue("agent-7", "EC");
        this.server = start(options("RSA", ClientAuth.WANTED));
    }

    private TlsOptions options(String algorithm, ClientAuth clientAuth) throws Exception {
        Issued own = ours.issue("server", algorithm);
        return new TlsOptions(
                TestCertificates.pem(folder.resolve(algorithm + ".crt"), own.certificate(), ours.authority),
                TestCertificates.pem(folder.resolve(algorithm + ".key"), own.key()),
                clientAuth == ClientAuth.NONE
                        ? null
                        : TestCertificates.pem(folder.resolve("clients.crt"), ours.authority),
                clientAuth);
    }

    private TestEndpoint start(TlsOptions tls) {
        TestEndpoint started = new TestEndpoint(
                EndpointOptions.defaults().with(HttpOptions.defaults().withTls(tls)),
                new Identification(callers, Optional.empty(), events), InstantSource.system());
        started.authorization = "Bearer ann";
        return started;
    }

    @BeforeAll
    void fill() {
        server.catalog.tool("echo");
    }

    @BeforeEach
    void forget() {
        callers.seen.clear();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static int status(TestEndpoint at, SSLContext with) throws Exception {
        try (HttpClient http = at.watched(
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(with).build())) {
            HttpRequest request = at.modern("tools/list", "")
                    .uri(URI.create("https://localhost:" + at.endpoint.port() + "/mcp")).build();
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
        }
    }

    @Test
    void aClientIsServedWithAndWithoutACertificate() throws Exception {
        assertThat(status(server, ours.client("TLSv1.3"))).isEqualTo(200);
        Credentials without = Objects.requireNonNull(callers.seen.poll());
        assertThat(status(server, ours.client("TLSv1.3", client))).isEqualTo(200);
        Credentials with = Objects.requireNonNull(callers.seen.poll());

        assertThat(without.certificates()).isEmpty();
        assertThat(with.certificates().getFirst()).isEqualTo(client.certificate());
    }

    @Test
    void aCertificateOfAnotherAuthorityIsNotLetIn() throws Exception {
        SSLContext stranger = ours.client("TLSv1.3", foreign.issue("agent-7", "EC"));

        assertThatThrownBy(() -> status(server, stranger)).isInstanceOf(IOException.class);
        assertThat(callers.seen).isEmpty();
    }

    @Test
    void whereItIsRequiredNobodyComesInWithoutOne() throws Exception {
        try (TestEndpoint strict = start(options("EC", ClientAuth.REQUIRED))) {
            assertThatThrownBy(() -> status(strict, ours.client("TLSv1.3"))).isInstanceOf(IOException.class);
            assertThat(callers.seen).isEmpty();
            assertThat(status(strict, ours.client("TLSv1.3", client))).isEqualTo(200);
        }
    }

    @Test
    void whereItIsNotAskedForNoneIsTaken() throws Exception {
        try (TestEndpoint plain = start(options("Ed25519", ClientAuth.NONE))) {
            assertThat(status(plain, ours.client("TLSv1.3", client))).isEqualTo(200);
            assertThat(Objects.requireNonNull(callers.seen.poll()).certificates()).isEmpty();
        }
    }

    @Test
    void olderVersionsAndPlainHttpAreNotServed() throws Exception {
        try (SSLSocket old = socket(ours.client("TLS"))) {
            old.setEnabledProtocols(new String[]{"TLSv1.2"});
            assertThatThrownBy(old::startHandshake).isInstanceOf(SSLException.class);
        }
        try (RawClient plain = server.raw()) {
            plain.write("GET /health HTTP/1.1\r\nHost: localhost:" + server.endpoint.port() + "\r\n\r\n");
            assertThat(plain.readAll()).doesNotContain("HTTP/1.1 2");
        }
    }

    @Test
    void bigMessagesComeWholeInBothDirections() throws Exception {
        String text = "0123456789".repeat(60_000);
        try (HttpClient http = server.watched(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .sslContext(ours.client("TLSv1.3")).build())) {
            HttpRequest request = server
                    .modern("tools/call", "\"name\":\"echo\",\"arguments\":{\"text\":\"" + text + "\"}")
                    .uri(URI.create("https://localhost:" + server.endpoint.port() + "/mcp")).build();

            assertThat(new TestEndpoint.Answer(http.send(request, HttpResponse.BodyHandlers.ofString())).text())
                    .isEqualTo(text);
        }
    }

    @Test
    void aListenStreamTellsAtOnceAndEnds() throws Exception {
        try (HttpClient http = server.watched(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .sslContext(ours.client("TLSv1.3")).build())) {
            HttpRequest request = server
                    .modern("subscriptions/listen", "\"notifications\":{\"promptsListChanged\":true}")
                    .uri(URI.create("https://localhost:" + server.endpoint.port() + "/mcp")).build();
            try (var lines = new BufferedReader(new InputStreamReader(
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
                awaitLine(lines, "acknowledged");
                server.catalog.prompt("greet");
                awaitLine(lines, "prompts/list_changed");
                events.clientEnded("ann");
                awaitLine(lines, "\"complete\"");
                lines.readLine();
                assertThat(lines.readLine()).as("the stream has ended").isNull();
            }
        }
    }

    private static void awaitLine(BufferedReader lines, String text) throws IOException {
        String line = lines.readLine();
        while (line != null && !line.contains(text)) {
            line = lines.readLine();
        }
        assertThat(line).isNotNull();
    }

    @Test
    void aHandshakeThatDoesNotComeIsGivenUp() throws Exception {
        HttpOptions impatient = HttpOptions.defaults().withTls(options("EC", ClientAuth.NONE)).withTimeouts(
                Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofSeconds(5));
        try (TestEndpoint waiting = new TestEndpoint(EndpointOptions.defaults().with(impatient));
                RawClient silent = waiting.raw();
                RawClient slow = waiting.raw()) {
            slow.write("\u0016\u0003\u0001"); // the first bytes of a record that never ends

            assertThat(silent.readAll()).isEmpty();
            assertThat(slow.readAll()).isEmpty();
        }
    }

    private SSLSocket socket(SSLContext context) throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket("localhost", server.endpoint.port());
    }

    @Test
    void aClientThatLeavesCancelsItsCallHereToo() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        server.catalog.tool("wait", call -> {
            call.cancellation().onCancel(cancelled::countDown);
            running.countDown();
            cancelled.await();
            return CallToolResult.text("over");
        });
        String body = ModernBody.of("1", "tools/call", "\"name\":\"wait\",\"arguments\":{}");
        try (SSLSocket leaving = socket(ours.client("TLSv1.3"))) {
            leaving.getOutputStream().write(("POST /mcp HTTP/1.1\r\nHost: localhost:" + server.endpoint.port()
                    + "\r\nAuthorization: Bearer ann\r\nContent-Type: application/json\r\n"
                    + "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call\r\nMcp-Name: wait\r\n"
                    + "Content-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8));
            assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void severalRequestsAndALongOneComeOverOneConnection() throws Exception {
        server.catalog.tool("slow", call -> {
            Thread.sleep(150); // longer than a request is left unwatched
            return CallToolResult.text("late");
        });
        try (HttpClient http = server.watched(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .sslContext(ours.client("TLSv1.3")).build())) {
            for (int i = 0; i < 4; i++) {
                String tool = i % 2 == 0 ? "slow" : "echo";
                HttpRequest request = server.modern("tools/call", "\"name\":\"" + tool + "\",\"arguments\":{}")
                        .uri(URI.create("https://localhost:" + server.endpoint.port() + "/mcp")).build();
                assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"no key", "other key", "no certificate", "no authority", "missing"})
    void whatIsWrongWithTheFilesIsSaid(String problem) throws Exception {
        TlsOptions good = options("EC", ClientAuth.WANTED);
        Path bad = folder.resolve("bad.pem");
        TlsOptions wrong = switch (problem) {
            case "no key" -> new TlsOptions(good.certificate(), Files.writeString(bad, """
                    -----BEGIN EC PRIVATE KEY-----
                    AAAA
                    -----END EC PRIVATE KEY-----
                    """), null, ClientAuth.NONE);
            case "other key" -> new TlsOptions(good.certificate(),
                    TestCertificates.pem(bad, TestCertificates.keys("EC").getPrivate()), null, ClientAuth.NONE);
            case "no certificate" -> new TlsOptions(Files.writeString(bad, "hello"), good.key(), null,
                    ClientAuth.NONE);
            case "no authority" -> new TlsOptions(good.certificate(), good.key(),
                    TestCertificates.pem(bad, client.certificate()), ClientAuth.WANTED);
            default -> new TlsOptions(folder.resolve("missing"), good.key(), null, ClientAuth.NONE);
        };

        assertThatThrownBy(() -> start(wrong)).isInstanceOf(UncheckedIOException.class).cause()
                .hasMessageContaining(problem.equals("missing") ? "missing" : "bad.pem")
                .hasMessageMatching(switch (problem) {
                    case "no key" -> "(?s).*openssl pkcs8 -topk8.*";
                    case "other key" -> "(?s).*is not the key of the first certificate.*";
                    case "no certificate" -> "(?s).*certificate.*";
                    case "no authority" -> "(?s).*none of an authority.*";
                    default -> "(?s).*";
                });
    }
}
