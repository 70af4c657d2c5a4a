package dev.patchbay.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.catalog.view.ViewContent;
import dev.patchbay.invocation.Authorizer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checks of a modern request, in their order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HeaderLadderTest {
    private static final String CALL = "\"name\":\"echo\",\"arguments\":{\"text\":\"hi\"}";

    private final TestEndpoint server = new TestEndpoint();

    @BeforeAll
    void fill() {
        Map<String, Object> properties = Map.of("region", Map.of("type", "string", "x-mcp-header", "Region"), "level",
                Map.of("type", "integer", "x-mcp-header", "Level"));
        server.catalog.tool("echo");
        server.catalog.tool(ToolDefinition.builder("regional", "Knows its region")
                .inputSchema(Map.of("type", "object", "properties", properties)).build(),
                call -> CallToolResult.text("called"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpRequest.Builder call() {
        return server.post(ModernBody.of("1", "tools/call", CALL));
    }

    private void refused(HttpRequest.Builder request, int status, int code) throws Exception {
        int before = server.catalog.calls.get();
        TestEndpoint.Answer answer = server.send(request);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json()).containsEntry("id", 1L);
        assertThat(server.catalog.calls).hasValue(before);
    }

    @Test
    void aRequestWithAllHeadersIsServed() throws Exception {
        assertThat(server.send(server.modern("tools/call", CALL)).text()).isEqualTo("hi");
    }

    @ParameterizedTest
    @CsvSource({"MCP-Protocol-Version, 2025-11-25", "Mcp-Method, tools/list", "Mcp-Method, Tools/call",
        "Mcp-Name, other", "Mcp-Name, Echo"})
    void aHeaderThatDiffersFromTheBodyIsRefused(String header, String value) throws Exception {
        refused(server.modern("tools/call", CALL).setHeader(header, value), 400, -32020);
    }

    @Test
    void aMissingHeaderIsRefused() throws Exception {
        refused(call().header("Mcp-Method", "tools/call").header("Mcp-Name", "echo"), 400, -32020);
        refused(call().header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Name", "echo"), 400, -32020);
        refused(call().header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method", "tools/call"), 400, -32020);
    }

    @Test
    void aHeaderThereTwiceIsRefused() throws Exception {
        refused(server.modern("tools/call", CALL).header("Mcp-Name", "echo"), 400, -32020);
    }

    @Test
    void anIncompleteEnvelopeIsRefusedBeforeAnAbsentHeader() throws Exception {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{\"_meta\":"
                + "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}";

        refused(server.post(body), 400, -32602);
    }

    @ParameterizedTest
    @CsvSource({"2025-11-25", "2027-01-01", "x"})
    void anUnsupportedVersionIsToldWithThoseThatAreSupported(String version) throws Exception {
        String body = ModernBody.of("1", "tools/list", "").replace("2026-07-28", version);
        HttpRequest.Builder request = server.post(body).header("MCP-Protocol-Version", version).header("Mcp-Method",
                "tools/list");
        TestEndpoint.Answer answer = server.send(request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(-32022);
        assertThat(answer.error().get("data"))
                .isEqualTo(Map.of("supported", List.of("2026-07-28"), "requested", version));
    }

    @Test
    void clientInfoIsNotNeeded() throws Exception {
        assertThat(server.send(server.modern("tools/list", "")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"ping", "logging/setLevel", "resources/subscribe", "nothing/such", "initialize"})
    void anUnknownOrRemovedMethodIsNotFound(String method) throws Exception {
        refused(server.modern(method, ""), 404, -32601);
    }

    @Test
    void aNameBeyondAsciiComesAsBase64() throws Exception {
        String body = ModernBody.of("1", "resources/read", "\"uri\":\"test://grüße\"");
        String base64 = Base64.getEncoder().encodeToString("test://grüße".getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder good = server.post(body).header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "resources/read").header("Mcp-Name", "=?base64?" + base64 + "?=");
        HttpRequest.Builder bad = server.post(body).header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", "resources/read").header("Mcp-Name", "=?base64?%%%?=");

        assertThat(TestEndpoint.objects(server.send(good).result(), "contents").getFirst())
                .containsEntry("uri", "test://grüße");
        refused(bad, 400, -32020);
    }

    @Test
    void aMarkedArgumentNeedsItsHeader() throws Exception {
        String call = "\"name\":\"regional\",\"arguments\":{\"region\":\"eu\",\"level\":3}";

        refused(server.modern("tools/call", call), 400, -32020);
        refused(server.modern("tools/call", call).header("Mcp-Param-Region", "us").header("Mcp-Param-Level", "3"), 400,
                -32020);
        assertThat(server.send(server.modern("tools/call", call).header("mcp-param-region", "eu")
                .header("Mcp-Param-Level", "3.0")).text()).isEqualTo("called");
        assertThat(server.send(server.modern("tools/call", "\"name\":\"regional\",\"arguments\":{}")).text())
                .isEqualTo("called");
    }

    @Test
    void anUnknownToolIsToldBeforeAnyHeaderOfItsParameters() throws Exception {
        HttpRequest.Builder request = server
                .modern("tools/call", "\"name\":\"nobody\",\"arguments\":{\"region\":\"eu\"}")
                .header("Mcp-Param-Region", "us");

        refused(request, 200, -32602);
    }

    @Test
    void wrongParamsAreToldLast() throws Exception {
        refused(server.modern("tools/call", "\"name\":5").setHeader("Mcp-Name", "5"), 200, -32602);
        refused(server.modern("tools/list", "\"cursor\":\"garbage\""), 200, -32602);
        refused(server.modern("subscriptions/listen", ""), 200, -32602);
    }

    @Test
    void aRefusedToolLooksAsIfThereWereNone() throws Exception {
        server.authorizer = new Hiding(server.catalog.registry, "regional");
        try {
            String more = ",\"arguments\":{\"region\":\"eu\"},\"requestState\":\"none of ours\"";
            HttpRequest.Builder refused = server.modern("tools/call", "\"name\":\"regional\"" + more);
            TestEndpoint.Answer unknown = server.send(server.modern("tools/call", "\"name\":\"nobody\"" + more));

            assertThat(server.send(refused.copy()).response().body())
                    .isEqualTo(unknown.response().body().replace("nobody", "regional"));
            refused(refused, 200, -32602);
        } finally {
            server.authorizer = null;
        }
    }

    private record Hiding(CatalogRegistry registry, String tool) implements Authorizer {
        @Override
        public View view(Caller caller) {
            Catalog catalog = registry.current();
            List<ToolEntry> tools = catalog.tools().stream().filter(entry -> !entry.name().equals(tool)).toList();
            return View.of(catalog,
                    new ViewContent(tools, tools, List.of(), List.of(), List.of(), uri -> false));
        }

        @Override
        public Decision decide(Request request) {
            return Decision.ALLOWED;
        }
    }
}
