package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.endpoint.TestCertificates.Issued;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.http.TlsOptions;
import dev.patchbay.http.TlsOptions.ClientAuth;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.Credentials;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A page over TLS: a certificate of the calling client opens it, another's does not, and without one a key is needed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificatePageTest {
    private final Queue<String> given = new ConcurrentLinkedQueue<>();
    private final TestCertificates authority = new TestCertificates("Our authority");
    private final Issued anns = authority.issue("ann", "EC");
    private final Issued bobs = authority.issue("bob", "EC");
    private final Issued nobodys = authority.issue("nobody", "EC");
    private final TestEndpoint server;

    CertificatePageTest(@TempDir Path folder) throws Exception {
        Issued own = authority.issue("server", "EC");
        TlsOptions tls = new TlsOptions(
                TestCertificates.pem(folder.resolve("own.crt"), own.certificate(), authority.authority),
                TestCertificates.pem(folder.resolve("own.key"), own.key()),
                TestCertificates.pem(folder.resolve("clients.crt"), authority.authority), ClientAuth.WANTED);
        Authenticator known = CertificatePageTest::known;
        server = new TestEndpoint(EndpointOptions.defaults().with(HttpOptions.defaults().withTls(tls)),
                Identification.by(known), InstantSource.system());
        server.catalog.tool("store_token", call -> {
            call.ask("token", ElicitRequest.page("Token?").secret("token", "Token").build()).string("token")
                    .ifPresent(given::add);
            return CallToolResult.text("done");
        });
    }

    /** Certificates are looked up later, as one that asks about revocation does. */
    private static Authentication known(Credentials credentials) {
        String header = credentials.authorization();
        if (header != null) {
            return new Authentication.Known(of(header.substring("Bearer pb_".length()), ClientIdentity.KEY));
        }
        if (credentials.certificates().isEmpty()) {
            return new Authentication.Refused("credentials_missing", "Send a key.", Reason.MISSING);
        }
        String name = credentials.certificates().getFirst().getSubjectX500Principal().getName().replace("CN=", "");
        Authentication found = name.equals("nobody")
                ? new Authentication.Refused("unknown_client", "Nobody let you in.", Reason.FORBIDDEN)
                : new Authentication.Known(of(name, ClientIdentity.CERTIFICATE));
        return new Authentication.Later(CompletableFuture.supplyAsync(() -> found));
    }

    private static ClientIdentity of(String id, String method) {
        return new ClientIdentity(id, id, Set.of(), Set.of(), false, method, "c", Optional.empty());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpClient http(Issued... certificates) throws Exception {
        return server.watched(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .sslContext(authority.client("TLSv1.3", certificates)).build());
    }

    private Map<String, Object> call(HttpClient http, String more) throws Exception {
        String body = ModernBody.of("1", "tools/call", "\"name\":\"store_token\",\"arguments\":{}" + more,
                "\"elicitation\":{\"url\":{}}", "");
        HttpRequest request = server.post(body).uri(URI.create("https://localhost:" + server.endpoint.port() + "/mcp"))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "store_token").build();
        return new TestEndpoint.Answer(http.send(request, HttpResponse.BodyHandlers.ofString())).result();
    }

    @Test
    void aCertificateOfTheCallerOpensThePage() throws Exception {
        try (HttpClient ann = http(anns);
                HttpClient bob = http(bobs);
                HttpClient nobody = http(nobodys);
                HttpClient without = http()) {
            Map<String, Object> asked = call(ann, "");
            Map<String, Object> params = TestEndpoint
                    .object(TestEndpoint.object(TestEndpoint.object(asked, "inputRequests"), "token"), "params");
            String listened = String.valueOf(params.get("url"));
            assertThat(listened).startsWith("https://127.0.0.1:");
            // The certificates of this test are for the name
            String url = listened.replace("127.0.0.1", "localhost");

            assertThat(new Browser(bob).open(url).statusCode()).isEqualTo(403);
            assertThat(new Browser(nobody).open(url).body()).contains("API key").doesNotContain("Token?");
            assertThat(new Browser(without).open(url).body()).contains("API key").doesNotContain("Token?");
            Browser browser = new Browser(ann);
            HttpResponse<String> page = browser.open(url);
            assertThat(page.body()).contains("Token?");
            Map<String, String> fields = Map.of("proof", Browser.proof(page).orElseThrow(), "action", "accept",
                    "field.token", "of ann");
            assertThat(browser.post(url, fields, "https://localhost:" + server.endpoint.port()).statusCode())
                    .as("not the public URL").isEqualTo(403);
            assertThat(browser.post(url, fields, Browser.origin(listened)).statusCode()).isEqualTo(200);

            assertThat(call(ann, ",\"inputResponses\":{},\"requestState\":\"" + asked.get("requestState") + "\""))
                    .doesNotContainKey("requestState");
            assertThat(given).containsExactly("of ann");
        }
    }
}
