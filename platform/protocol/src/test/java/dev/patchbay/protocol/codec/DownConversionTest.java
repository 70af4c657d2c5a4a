package dev.patchbay.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.InputRequiredResult;
import dev.patchbay.protocol.input.ListRootsRequest;
import dev.patchbay.protocol.json.JsonNull;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.ListToolsResult;
import dev.patchbay.protocol.tool.Tool;
import dev.patchbay.protocol.tool.ToolListChangedNotification;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What differs between the two revisions for the same value. */
class DownConversionTest {
    private static final Implementation INFO = Implementation.of("s", "1");
    private static final ServerCodec MODERN = new ModernCodec().server(INFO);
    private static final ServerCodec LEGACY = new LegacyCodec(Revision.V2025_11_25).server(INFO);

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static String modern(McpResult result) {
        return text(MODERN.encodeResult(result));
    }

    private static String legacy(McpResult result) {
        return text(LEGACY.encodeResult(result));
    }

    @Test
    void aModernResultSaysItIsCompleteAndWhoMadeIt() {
        assertThat(modern(CallToolResult.text("hi"))).isEqualTo("""
                {"resultType":"complete","content":[{"type":"text","text":"hi"}],\
                "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"s","version":"1"}}}""");
        assertThat(legacy(CallToolResult.text("hi"))).isEqualTo("""
                {"content":[{"type":"text","text":"hi"}]}""");
    }

    @Test
    void onlyModernListsCarryCacheHints() {
        var list = new ListToolsResult(List.of(), null, CacheHints.privateFor(5000), Map.of());

        assertThat(modern(list)).contains("\"ttlMs\":5000,\"cacheScope\":\"private\"");
        assertThat(legacy(list)).isEqualTo("{\"tools\":[]}");
    }

    @Test
    void legacyDropsStructuredContentThatIsNoObject() {
        var list = new CallToolResult(List.of(), List.of(1L, 2L), false, Map.of());
        var object = new CallToolResult(List.of(), Map.of("a", 1L), false, Map.of());

        assertThat(modern(list)).contains("\"structuredContent\":[1,2]");
        assertThat(legacy(list)).doesNotContain("structuredContent");
        assertThat(legacy(object)).contains("\"structuredContent\":{\"a\":1}");
    }

    @Test
    void structuredContentMayBeNullInModernOnly() {
        var isNull = new CallToolResult(List.of(), JsonNull.VALUE, false, Map.of());

        assertThat(modern(isNull)).contains("\"structuredContent\":null");
        assertThat(legacy(isNull)).doesNotContain("structuredContent");
    }

    @Test
    void legacyDropsAnOutputSchemaThatIsNoObject() {
        Tool tool = new Tool("t", null, null, Map.of("type", "object"), Map.of("type", "array"), null, List.of(),
                Map.of());
        var list = new ListToolsResult(List.of(tool), null, CacheHints.NONE, Map.of());

        assertThat(modern(list)).contains("outputSchema");
        assertThat(legacy(list)).doesNotContain("outputSchema");
    }

    @Test
    void aSchemaIsWrittenInItsOwnOrder() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("allOf", List.of(Map.of("anyOf", List.of())));
        schema.put("$defs", RawJson.of("{\"z\":{},\"a\":{}}".getBytes(StandardCharsets.UTF_8)));
        Tool tool = new Tool("t", null, null, schema, null, null, List.of(), Map.of());

        assertThat(modern(new ListToolsResult(List.of(tool), null, CacheHints.NONE, Map.of()))).contains("""
                {"name":"t","inputSchema":{"type":"object","$schema":"https://json-schema.org/draft/2020-12/schema",\
                "allOf":[{"anyOf":[]}],"$defs":{"z":{},"a":{}}}}""");
    }

    @Test
    void theServersIdentityCannotBeForgedByAResult() {
        var result = new CallToolResult(List.of(), null, false,
                Map.of("io.modelcontextprotocol/serverInfo", Map.of("name", "evil", "version", "9")));

        assertThat(modern(result)).contains("\"name\":\"s\"").doesNotContain("evil");
    }

    @Test
    void aRevisionRefusesToWriteWhatItDoesNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> legacy(new InputRequiredResult(Map.of(), "state", Map.of())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MODERN.encodeRequest(RequestId.of(1), new ListRootsRequest()));
        assertThatIllegalArgumentException().isThrownBy(
                () -> LEGACY.encodeNotification(new ToolListChangedNotification(), RequestId.of(1)));
    }

    @Test
    void aListenNotificationNamesItsSubscription() {
        assertThat(text(MODERN.encodeNotification(new ToolListChangedNotification(), RequestId.of(12)))).isEqualTo("""
                {"jsonrpc":"2.0","method":"notifications/tools/list_changed",\
                "params":{"_meta":{"io.modelcontextprotocol/subscriptionId":12}}}""");
    }

    @Test
    void methodsThatARevisionLacksAreNotFound() {
        assertThat(MODERN.decodeRequest("initialize", Map.of(), Samples.bareModernMeta())).isEmpty();
        assertThat(MODERN.decodeRequest("ping", Map.of(), Samples.bareModernMeta())).isEmpty();
        assertThat(LEGACY.decodeRequest("server/discover", Map.of(), Samples.legacyMeta())).isEmpty();
        assertThat(LEGACY.decodeRequest("subscriptions/listen", Map.of(), Samples.legacyMeta())).isEmpty();
    }
}
