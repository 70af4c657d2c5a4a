package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
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
