package dev.patchbay.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.patchbay.egress.Network;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who signs users in is asked with all that protects them, and is not believed where something is missing. */
class UserSignInTest {
    private static final String BACK = "https://mcp.example.com/ask/callback";

    private final Map<String, String> metadata = new TreeMap<>();
    private final Queue<String> forms = new ConcurrentLinkedQueue<>();
    private volatile String tokens = "{\"access_token\":\"the-token\",\"token_type\":\"Bearer\"}";
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/oauth-authorization-server", exchange -> {
            try (exchange) {
                StringBuilder json = new StringBuilder("{\"end\":1");
                metadata.forEach((name, value) -> json.append(",\"").append(name).append("\":").append(value));
                byte[] body = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.createContext("/token", exchange -> {
            try (exchange) {
                forms.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                byte[] body = tokens.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        metadata.put("issuer", quoted(issuer()));
        metadata.put("authorization_endpoint", quoted(issuer() + "/auth?tenant=a"));
        metadata.put("token_endpoint", quoted(issuer() + "/token"));
        metadata.put("code_challenge_methods_supported", "[\"plain\",\"S256\"]");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    private UserSignIn signIn(String secret) throws Exception {
        return new UserSignIn(new TokenSettings("https://mcp.example.com/mcp",
                List.of(IssuerSettings.builder(issuer()).build()), Set.of("files:read"),
                List.of(Network.of("127.0.0.0/8"))), new UserSignIn.Client("pages", secret), SSLContext.getDefault());
    }

    private static void assertFails(CompletableFuture<?> future, String why) {
        assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).cause()
                .isInstanceOf(IOException.class).hasMessageContaining(why);
    }

    @Test
    void aBrowserIsSentWithStateProofKeyAndResource() throws Exception {
        try (UserSignIn signIn = signIn("")) {
            URI address = signIn.address("s&1", "challenge", BACK).join();

            assertThat(address.toString()).startsWith(issuer() + "/auth?tenant=a&response_type=code&client_id=pages")
                    .contains("&state=s%261&", "&code_challenge=challenge&code_challenge_method=S256&",
                            "&resource=https%3A%2F%2Fmcp.example.com%2Fmcp&", "&scope=files%3Aread",
                            "&redirect_uri=https%3A%2F%2Fmcp.example.com%2Fask%2Fcallback&");
        }
    }

    @Test
    void aCodeIsExchangedWithTheVerifierAndWithTheSecretIfThereIsOne() throws Exception {
        try (UserSignIn open = signIn(""); UserSignIn secret = signIn("p:w")) {
            assertThat(open.accessToken("c1", Optional.empty(), "v1", BACK).join()).isEqualTo("the-token");
            assertThat(secret.accessToken("c2", Optional.of(issuer()), "v2", BACK).join()).isEqualTo("the-token");
        }

        assertThat(forms.poll()).startsWith("null grant_type=authorization_code&code=c1&").contains(
                "&code_verifier=v1&",
                "&resource=https%3A%2F%2Fmcp.example.com%2Fmcp");
        assertThat(forms.poll()).startsWith("Basic cGFnZXM6cCUzQXc= ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"code_challenge_methods_supported|[\"plain\"]|PKCE",
        "code_challenge_methods_supported|null|PKCE", "issuer|\"https://evil.example\"|another issuer",
        "authorization_endpoint|\"javascript:alert(1)\"|authorization_endpoint",
        "authorization_endpoint|\"https://x.example/#a\"|authorization_endpoint", "token_endpoint|null|token_endpoint"})
    void metadataThatProtectNobodyAreNotUsed(String member, String value, String why) throws Exception {
        metadata.put(member, value);
        try (UserSignIn signIn = signIn("")) {
            if (member.equals("issuer")) {
                assertThatThrownBy(signIn.address("s", "c", BACK)::join).isInstanceOf(CompletionException.class);
            } else {
                assertFails(signIn.address("s", "c", BACK), why);
            }
        }
    }

    @Test
    void anAnswerOfAnotherServerIsNotExchanged() throws Exception {
        try (UserSignIn signIn = signIn("")) {
            assertFails(signIn.accessToken("c", Optional.of(issuer() + "/"), "v", BACK),
                    "another authorization server");
        }
        metadata.put("authorization_response_iss_parameter_supported", "true");
        try (UserSignIn signIn = signIn("")) {
            assertFails(signIn.accessToken("c", Optional.empty(), "v", BACK), "another authorization server");
        }
        assertThat(forms).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{}", "[]", "{\"access_token\":1,\"token_type\":\"Bearer\"}",
        "{\"access_token\":\"t\",\"token_type\":\"DPoP\"}", "{\"access_token\":\"t\"}"})
    void whatIsNoBearerTokenIsNotTaken(String answer) throws Exception {
        tokens = answer;
        try (UserSignIn signIn = signIn("")) {
            assertFails(signIn.accessToken("c", Optional.empty(), "v", BACK), "no bearer token");
        }
    }
}
