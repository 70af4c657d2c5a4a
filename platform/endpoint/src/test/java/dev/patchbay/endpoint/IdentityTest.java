package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.Authorizer;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.CredentialEvents;
import dev.patchbay.security.token.IssuerSettings;
import dev.patchbay.security.token.ResourceMetadata;
import dev.patchbay.security.token.TokenSettings;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who calls: 401, 403, and what a client is told so that it can get in. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityTest {
    private static final String METADATA = "https://mcp.example.com/.well-known/oauth-protected-resource/mcp";
    private final KnownCallers callers = new KnownCallers();
    private final TestEndpoint server = new TestEndpoint(EndpointOptions.defaults(),
            new Identification(callers,
                    ResourceMetadata.of(new TokenSettings("https://mcp.example.com/mcp",
                            List.of(IssuerSettings.builder("https://issuer.example.com").build()), Set.of("mcp:use"),
                            List.of())),
                    new CredentialEvents()),
            InstantSource.system());
    private final TestEndpoint keysOnly = new TestEndpoint(EndpointOptions.defaults(),
            Identification.by(callers), InstantSource.system());

    @BeforeAll
    void fill() {
        server.catalog.tool("echo").tool("who", call -> CallToolResult.text(call.caller().id())).prompt("greet")
                .resource("test://a");
    }

    @AfterEach
    void forget() {
        server.authorization = "";
        server.authorizer = null;
    }

    @AfterAll
    void stop() {
        server.close();
        keysOnly.close();
    }

    private static String challenge(TestEndpoint.Answer answer) {
        return answer.response().headers().firstValue("WWW-Authenticate").orElse("");
    }

    private HttpRequest.Builder initialize(TestEndpoint at) {
        return at.post("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":"
                + "\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"ann\",\"version\":\"1\"}}}");
    }

    @Test
    void withoutCredentialsAClientIsToldWhereToGetAToken() throws Exception {
        TestEndpoint.Answer answer = server.send(server.modern("server/discover", ""));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(challenge(answer))
                .isEqualTo("Bearer scope=\"mcp:use\", resource_metadata=\"" + METADATA + "\"");
        assertThat(answer.json()).containsEntry("error", "credentials_missing");
    }

    @Test
    void wrongCredentialsAreToldApartFromNone() throws Exception {
        TestEndpoint.Answer answer = server
                .send(server.modern("server/discover", "").header("Authorization", "Bearer wrong"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(challenge(answer))
                .startsWith("Bearer error=\"invalid_token\", error_description=\"Invalid API key\"")
                .contains("resource_metadata=\"" + METADATA + "\"");
        assertThat(answer.json()).containsEntry("message", "Invalid API key");
    }

    @Test
    void anOlderClientReadsTheNumbersOfItsEra() throws Exception {
        TestEndpoint.Answer missing = server.send(initialize(server));
        TestEndpoint.Answer stranger = server
                .send(initialize(server).header("Authorization", "Bearer stranger"));

        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.code()).isEqualTo(-32000);
        assertThat(TestEndpoint.object(missing.error(), "data")).containsEntry("code", "credentials_missing");
        assertThat(stranger.status()).isEqualTo(403);
        assertThat(stranger.code()).isEqualTo(-32001);
        assertThat(challenge(stranger)).isEmpty();
    }

    @Test
    void withoutAnAuthorizationServerNoMetadataIsNamed() throws Exception {
        TestEndpoint.Answer answer = keysOnly.send(keysOnly.modern("server/discover", ""));

        assertThat(challenge(answer)).isEqualTo("Bearer");
        for (String path : List.of("/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/mcp")) {
            assertThat(keysOnly.send(HttpRequest.newBuilder(keysOnly.uri(path))).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/mcp"})
    void theMetadataOfTheResourceIsForEverybody(String path) throws Exception {
        TestEndpoint.Answer answer = server
                .send(HttpRequest.newBuilder(server.uri(path)).header("Origin", "https://anywhere.example"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.type()).isEqualTo("application/json");
        assertThat(answer.response().headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(answer.json()).containsEntry("resource", "https://mcp.example.com/mcp")
                .containsEntry("authorization_servers", List.of("https://issuer.example.com"))
                .containsEntry("scopes_supported", List.of("mcp:use"));
        assertThat(server.send(HttpRequest.newBuilder(server.uri(path))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))).status()).isEqualTo(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "token", "api_key", "apiKey", "API-Key", "access%5Ftoken", "id_token",
        "x-api-key", "Authorization"})
    void credentialsInTheUrlAreRefusedAndNeverRead(String name) throws Exception {
        callers.seen.clear();
        for (String url : List.of("/mcp?" + name + "=ann", "/mcp?a=b&" + name + "=ann")) {
            TestEndpoint.Answer answer = server.send(HttpRequest.newBuilder(server.uri(url))
                    .header("Content-Type", "application/json").header("Authorization", "Bearer ann")
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));

            assertThat(answer.status()).isEqualTo(400);
            assertThat(challenge(answer)).isEqualTo("Bearer error=\"invalid_request\"");
            assertThat(answer.json()).containsEntry("error", "credentials_in_url");
        }
        assertThat(callers.seen).isEmpty();
    }

    @Test
    void twoAuthorizationHeadersAreRefused() throws Exception {
        callers.seen.clear();
        try (RawClient client = server.raw()) {
            client.write("POST /mcp HTTP/1.1\r\nHost: localhost:" + server.endpoint.port()
                    + "\r\nAuthorization: Bearer ann\r\nauthorization: Bearer bob\r\nContent-Length: 2\r\n\r\n{}");

            assertThat(client.readAll()).startsWith("HTTP/1.1 400").contains("authorization_twice");
        }
        assertThat(callers.seen).isEmpty();
    }

    @Test
    void nothingOfTheBodyIsAwaitedFromSomebodyWhoIsNobody() throws Exception {
        try (RawClient client = server.raw()) {
            client.write("POST /mcp HTTP/1.1\r\nHost: localhost:" + server.endpoint.port()
                    + "\r\nAuthorization: Bearer wrong\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 2000\r\n\r\n");

            assertThat(client.readAll()).startsWith("HTTP/1.1 401").contains("Invalid API key");
        }
    }

    @Test
    void whoIsKnownLaterIsServedAndWhoIsNotIsRefusedBeforeItsBodyCame() throws Exception {
        callers.waiting.clear();
        String body = ModernBody.of("7", "tools/list", "");
        String head = "POST /mcp HTTP/1.1\r\nHost: localhost:" + server.endpoint.port()
                + "\r\nAuthorization: Later ann\r\nContent-Type: application/json\r\nMCP-Protocol-Version: 2026-07-28"
                + "\r\nMcp-Method: tools/list\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n";
        try (RawClient known = server.raw();
                RawClient unknown = server.raw()) {
            known.write(head);
            await().until(() -> callers.waiting.size() == 1);
            unknown.write(head);
            await().until(() -> callers.waiting.size() == 2);
            assertThat(callers.waiting.remove().complete(new Authentication.Known(callers.caller("ann")))).isTrue();
            assertThat(callers.waiting.remove().complete(new Authentication.Refused("token_invalid",
                    "No.", Authentication.Reason.INVALID))).isTrue();
            known.write(body);

            assertThat(known.readAll()).startsWith("HTTP/1.1 200").contains("\"id\":7").contains("\"echo\"");
            assertThat(unknown.readAll()).startsWith("HTTP/1.1 401").contains("token_invalid");
        }
    }

    @Test
    void aCheckThatFailsRefusesAndOpensNothing() throws Exception {
        callers.waiting.clear();
        var answer = server.http.sendAsync(
                server.modern("server/discover", "").header("Authorization", "Later ann").build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());
        await().until(() -> callers.waiting.size() == 1);
        callers.waiting.remove().completeExceptionally(new IllegalStateException("the issuer is on fire"));

        assertThat(answer.get().statusCode()).isEqualTo(503);
        assertThat(answer.get().body()).contains("authentication_failed").doesNotContain("fire");
    }

    @Test
    void aFailureBehindALateIdentityIsAnsweredToo() throws Exception {
        callers.waiting.clear();
        server.authorizer = new Authorizer() {
            @Override
            public View view(Caller caller) {
                throw new IllegalStateException("nobody should read this");
            }

            @Override
            public Decision decide(Request request) {
                return Decision.ALLOWED;
            }
        };
        var answer = server.http.sendAsync(server.modern("tools/list", "").header("Authorization", "Later ann").build(),
                java.net.http.HttpResponse.BodyHandlers.ofString());
        await().until(() -> callers.waiting.size() == 1);
        assertThat(callers.waiting.remove().complete(new Authentication.Known(callers.caller("ann")))).isTrue();

        assertThat(answer.get().statusCode()).isEqualTo(500);
        assertThat(answer.get().body()).contains("Internal error (id").doesNotContain("nobody should");
    }

    @Test
    void aNameInTheMessageMakesNobodySomebodyElse() throws Exception {
        server.authorization = "Bearer bob";
        HttpRequest.Builder call = server.post(ModernBody.of("1", "tools/call", "\"name\":\"who\",\"arguments\":{}", "",
                ",\"io.modelcontextprotocol/clientInfo\":{\"name\":\"ann\",\"version\":\"1\"}"))
                .header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call")
                .header("Mcp-Name", "who");

        assertThat(server.send(call).text()).isEqualTo("bob");
    }

    /** Everybody sees everything, and nobody's token is enough. */
    private void lackScopes() {
        View everything = View.everything(server.catalog.registry.current());
        server.authorizer = new Authorizer() {
            @Override
            public View view(Caller caller) {
                return everything;
            }

            @Override
            public Decision decide(Request request) {
                return new Decision.MissingScopes(Set.of("files:write", "files:read"));
            }
        };
    }

    private static void assertLacksScopes(TestEndpoint.Answer answer, int code) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(challenge(answer)).startsWith("Bearer error=\"insufficient_scope\"")
                .contains("scope=\"files:read files:write\"").contains("resource_metadata=\"" + METADATA + "\"")
                .doesNotContain("mcp:use");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().get("id")).isNotNull();
        assertThat(TestEndpoint.object(answer.error(), "data")).isEqualTo(
                Map.of("scopes", List.of("files:read", "files:write")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "tools/call|\"name\":\"echo\",\"arguments\":{\"text\":\"x\"}", "prompts/get|\"name\":\"greet\"",
        "resources/read|\"uri\":\"test://a\"",
        "completion/complete|\"ref\":{\"type\":\"ref/prompt\",\"name\":\"greet\"},"
                + "\"argument\":{\"name\":\"name\",\"value\":\"a\"}"})
    void whoLacksScopesIsToldAllOfTheOperation(String method, String params) throws Exception {
        lackScopes();
        server.authorization = "Bearer ann";
        int before = server.catalog.calls.get();

        assertLacksScopes(server.send(server.modern(method, params)), -32602);
        assertLacksScopes(new LegacyClient(server, "").send(method, params), -32001);
        assertThat(server.catalog.calls).hasValue(before);
    }

    @Test
    void listeningNeedsTheScopesOfReading() throws Exception {
        lackScopes();
        server.authorization = "Bearer ann";

        assertLacksScopes(new LegacyClient(server, "").send("resources/subscribe", "\"uri\":\"test://a\""), -32001);
        try (SseReader stream = new SseReader(server, server.modern("subscriptions/listen",
                "\"notifications\":{\"resourceSubscriptions\":[\"test://a\"]}"))) {
            assertThat(stream.message().json().toString()).contains("acknowledged").doesNotContain("test://a");
        }
    }
}
