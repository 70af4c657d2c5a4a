package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of which era a message is, in the order in which that is decided. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EraRoutingTest {
    private static final String INITIALIZE = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{"
            + "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}";

    private final TestEndpoint server = new TestEndpoint();

    @BeforeAll
    void fill() {
        server.catalog.tool("echo");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void whatIsNoJsonIsNoMessage() throws Exception {
        TestEndpoint.Answer answer = server.send(server.post("{\"jsonrpc\":"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32700);
        assertThat(answer.json()).doesNotContainKey("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
    void anotherContentTypeIsRefused(String type) throws Exception {
        HttpRequest.Builder request = server.post(ModernBody.of("1", "tools/list", "")).setHeader("Content-Type", type);

        assertThat(server.send(request).status()).isEqualTo(415);
    }

    @Test
    void aContentTypeMayNameItsCharset() throws Exception {
        HttpRequest.Builder request = server.modern("tools/list", "").setHeader("Content-Type",
                "Application/JSON; charset=utf-8");

        assertThat(server.send(request).status()).isEqualTo(200);
    }

    @Test
    void anArrayIsRefused() throws Exception {
        TestEndpoint.Answer modern = server.send(server.post("[" + ModernBody.of("1", "tools/list", "") + "]"));
        TestEndpoint.Answer legacy = server.send(server.post("[" + INITIALIZE + "]"));

        assertThat(modern.status()).isEqualTo(400);
        assertThat(modern.code()).isEqualTo(-32600);
        assertThat(legacy.status()).isEqualTo(400);
        assertThat(legacy.code()).isEqualTo(-32600);
    }

    @Test
    void aForeignOriginIsRefusedWhateverTheMessageSays() throws Exception {
        for (String body : List.of(INITIALIZE, ModernBody.of("1", "tools/list", ""), "{", "[]")) {
            HttpRequest.Builder request = server.post(body).header("Origin", "https://evil.example")
                    .setHeader("Content-Type", "text/plain");

            assertThat(server.send(request).status()).as(body).isEqualTo(403);
        }
    }

    @Test
    void anArrayInASessionOfItsRevisionIsServed() throws Exception {
        LegacyClient client = new LegacyClient(server, "", "2025-03-26");
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

        assertThat(server.send(client.post("[" + ping + "]")).status()).isEqualTo(200);
        TestEndpoint.Answer withModern = server
                .send(client.post("[" + ping + "," + ModernBody.of("2", "tools/list", "") + "]"));
        assertThat(withModern.status()).isEqualTo(400);
        assertThat(withModern.code()).isEqualTo(-32600);
        assertThat(server.send(client.post("[" + ping + "]").setHeader("MCP-Protocol-Version", "2026-07-28")).code())
                .isEqualTo(-32600);
    }

    @Test
    void anIdOfNullIsRefused() throws Exception {
        TestEndpoint.Answer answer = server.send(server.post(ModernBody.of("null", "tools/list", "")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32600);
    }

    @Test
    void aVersionInMetaMakesEvenInitializeModern() throws Exception {
        TestEndpoint.Answer answer = server.send(server.modern("initialize", "\"protocolVersion\":\"2025-11-25\""));

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo(-32601);
        assertThat(answer.response().headers().firstValue("Mcp-Session-Id")).isEmpty();
    }

    @Test
    void initializeWithoutThatVersionOpensASession() throws Exception {
        TestEndpoint.Answer answer = server.send(server.post(INITIALIZE));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.result()).containsEntry("protocolVersion", "2025-11-25");
        assertThat(answer.response().headers().firstValue("Mcp-Session-Id")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2027-01-01", "2025-11-25", "bogus"})
    void initializeWithoutThatVersionIsLegacyWhateverTheHeaderSays(String version) throws Exception {
        TestEndpoint.Answer answer = server.send(server.post(INITIALIZE).header("MCP-Protocol-Version", version));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Mcp-Session-Id")).isPresent();
    }

    @Test
    void aClaimThatIsNoTextIsModernAndIncomplete() throws Exception {
        TestEndpoint.Answer answer = server.send(server.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"_meta\":{"
                        + "\"io.modelcontextprotocol/protocolVersion\":7}}}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32602);
        assertThat(answer.response().headers().firstValue("Mcp-Session-Id")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2027-01-01"})
    void aHeaderAloneThatNamesAModernRevisionIsAMistakeAndNeverLegacy(String version) throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{}}";
        TestEndpoint.Answer answer = server.send(server.post(body).header("MCP-Protocol-Version", version)
                .header("Mcp-Method", "something/else").header("Mcp-Session-Id", "x"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32602);
        assertThat(String.valueOf(answer.error().get("message"))).contains("_meta");
        assertThat(answer.json()).containsEntry("id", 7L);
    }

    @Test
    void aModernClientSendsNoResponses() throws Exception {
        TestEndpoint.Answer answer = server.send(server.post("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")
                .header("MCP-Protocol-Version", "2026-07-28"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-01-01", "bogus", "2026-13", "9999"})
    void aHeaderThatNamesNoRevisionIsRefusedInASession(String version) throws Exception {
        LegacyClient client = new LegacyClient(server, "");
        HttpRequest.Builder request = client.request("ping", "").setHeader("MCP-Protocol-Version", version);
        TestEndpoint.Answer answer = server.send(request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"})
    void aSessionNeedsNoVersionHeaderAndTakesAnyOfItsEra(String version) throws Exception {
        LegacyClient client = new LegacyClient(server, "", version);
        String ping = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

        assertThat(server.send(server.post(ping).header("Mcp-Session-Id", client.session)).status()).isEqualTo(200);
        assertThat(server.send(server.post(ping).header("Mcp-Session-Id", client.session)
                .header("MCP-Protocol-Version", "2025-03-26")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"GET, 400", "DELETE, 400", "PUT, 405"})
    void otherMethodsAreLegacyAndNeedASession(String method, int status) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/mcp"))
                .method(method, HttpRequest.BodyPublishers.noBody());

        assertThat(server.send(request).status()).isEqualTo(status);
    }

    @Test
    void anythingElseIsLegacyAndNeedsASession() throws Exception {
        TestEndpoint.Answer answer = server
                .send(server.post("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/list\",\"params\":{}}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(String.valueOf(answer.error().get("message"))).contains("Mcp-Session-Id");
    }

    @Test
    void aModernNotificationIsTakenAndIgnoredWithoutAnyHeader() throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1,"
                + ModernBody.META.formatted("", "") + "}}";
        TestEndpoint.Answer byMeta = server.send(server.post(body));
        TestEndpoint.Answer byHeader = server.send(server
                .post("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":1}}")
                .header("MCP-Protocol-Version", "2026-07-28"));

        assertThat(byMeta.status()).isEqualTo(202);
        assertThat(byMeta.response().body()).isEmpty();
        assertThat(byHeader.status()).isEqualTo(202);
    }

    @ParameterizedTest
    @CsvSource({"GET, 405", "DELETE, 405", "PUT, 405"})
    void modernClientsHaveNothingButPost(String method, int status) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri("/mcp"))
                .method(method, HttpRequest.BodyPublishers.noBody()).header("MCP-Protocol-Version", "2026-07-28");

        assertThat(server.send(request).status()).isEqualTo(status);
    }

    @Test
    void aModernRequestIgnoresSessionHeadersAndNeverEchoesThem() throws Exception {
        TestEndpoint.Answer answer = server.send(server.modern("tools/list", "").header("Mcp-Session-Id", "forged")
                .header("Last-Event-ID", "1-1"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().headers().firstValue("Mcp-Session-Id")).isEmpty();
    }

    @Test
    void duplicateKeysAreRefused() throws Exception {
        TestEndpoint.Answer answer = server.send(server.post(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"method\":\"tools/call\",\"params\":{}}"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32700);
    }
}
