package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.endpoint.TestCertificates.Issued;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.http.TlsOptions;
import dev.patchbay.http.TlsOptions.ClientAuth;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that change while the server runs. */
class TlsReloadTest {
    private static final String OK = "HTTP/1.1 200 OK";

    private static TestEndpoint start(TlsOptions tls) {
        return new TestEndpoint(EndpointOptions.defaults().with(HttpOptions.defaults().withTls(tls)));
    }

    private static HttpRequest list(TestEndpoint at) {
        return at.modern("tools/list", "").uri(URI.create("https://localhost:" + at.endpoint.port() + "/mcp")).build();
    }

    /** The first line of an answer over a new connection; empty if one side does not trust the other. */
    private static String status(TestEndpoint at, TestCertificates trusted, Issued... own) throws Exception {
        int port = at.endpoint.port();
        try (Socket socket = trusted.client("TLSv1.3", own).getSocketFactory().createSocket("localhost", port);
                var lines = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write(("GET /health HTTP/1.1\r\nHost: localhost:" + port + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return String.valueOf(lines.readLine());
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void newFilesHoldForNewConnectionsAndBrokenOnesDoNot(@TempDir Path folder) throws Exception {
        TestCertificates old = new TestCertificates("Old authority");
        TestCertificates fresh = new TestCertificates("New authority");
        Issued before = old.issue("server", "EC");
        Issued after = fresh.issue("server", "EC");
        Path certificate = TestCertificates.pem(folder.resolve("server.crt"), before.certificate());
        Path key = TestCertificates.pem(folder.resolve("server.key"), before.key());
        try (TestEndpoint server = start(
                new TlsOptions(certificate, key, null, ClientAuth.NONE, Duration.ofMillis(20)));
                HttpClient early = server
                        .watched(HttpClient.newBuilder().sslContext(old.client("TLSv1.3")).build())) {
            assertThat(early.send(list(server), HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(200);
            for (String broken : new String[]{"", "half of a certific"}) {
                Files.writeString(certificate, broken);
                stays(server, old);
            }
            Files.delete(certificate);
            stays(server, old);
            TestCertificates.pem(certificate, after.certificate());
            stays(server, old); // its key has not come yet

            TestCertificates.pem(key, after.key());
            await().until(() -> status(server, fresh).equals(OK));
            assertThat(status(server, old)).as("who trusts the old authority only").isEmpty();
            assertThat(early.send(list(server), HttpResponse.BodyHandlers.ofString()).statusCode())
                    .as("an open connection goes on").isEqualTo(200);
        }
    }

    /** Several handshakes, in whose time the files are looked at. */
    private static void stays(TestEndpoint server, TestCertificates trusted) throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(status(server, trusted)).as("the last good one is shown").isEqualTo(OK);
        }
    }

    @Test
    void anAuthorityThatIsTakenAwayLetsNobodyInAnyMore(@TempDir Path folder) throws Exception {
        TestCertificates ours = new TestCertificates("Our authority");
        TestCertificates next = new TestCertificates("Next authority");
        Issued own = ours.issue("server", "EC");
        Issued client = ours.issue("agent-7", "EC");
        Path authorities = TestCertificates.pem(folder.resolve("clients.crt"), ours.authority);
        try (TestEndpoint server = start(new TlsOptions(
                TestCertificates.pem(folder.resolve("server.crt"), own.certificate()),
                TestCertificates.pem(folder.resolve("server.key"), own.key()), authorities, ClientAuth.REQUIRED,
                Duration.ofMillis(20)))) {
            assertThat(status(server, ours, client)).isEqualTo(OK);
            TestCertificates.pem(authorities, next.authority);

            await().until(() -> !status(server, ours, client).equals(OK));
        }
    }
}
