package dev.patchbay.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.ClientCapabilities;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.ProgressToken;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.content.AudioContent;
import dev.patchbay.protocol.content.ContentBlock;
import dev.patchbay.protocol.content.ImageContent;
import dev.patchbay.protocol.content.ResourceLink;
import dev.patchbay.protocol.content.TextContent;
import dev.patchbay.protocol.input.ElicitRequest;
import dev.patchbay.protocol.input.InputRequiredResult;
import dev.patchbay.protocol.input.ListRootsRequest;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonNull;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.lifecycle.InitializeRequest;
import dev.patchbay.protocol.lifecycle.InitializeResult;
import dev.patchbay.protocol.notification.ProgressNotification;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.ListToolsResult;
import dev.patchbay.protocol.tool.Tool;
import dev.patchbay.protocol.tool.ToolListChangedNotification;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What differs between the revisions for the same value. */
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
    void aPropertyThatTakesAnythingIsAnObjectInLegacy() {
        var schema = Map.<String, Object>of("type", "object", "properties", Map.of("any", true));
        var none = Map.<String, Object>of("type", "object", "properties", Map.of("none", false));
        var list = new ListToolsResult(List.of(new Tool("t", null, null, schema, none, null, List.of(), Map.of())),
                null, CacheHints.privateFor(0), Map.of());

        assertThat(modern(list)).contains("{\"any\":true}", "{\"none\":false}");
        assertThat(legacy(list)).contains("{\"any\":{}}", "{\"none\":{\"not\":{}}}");
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

    private static ServerCodec server(Revision revision) {
        return RevisionCodec.of(revision).orElseThrow().server(Samples.FULL_INFO);
    }

    private static String tools(Revision revision) {
        return text(server(revision)
                .encodeResult(new ListToolsResult(List.of(Samples.fullTool()), null, CacheHints.NONE, Map.of())));
    }

    private static String content(Revision revision, ContentBlock block) {
        return text(server(revision).encodeResult(new CallToolResult(List.of(block), null, false, Map.of())));
    }

    private static String initialize(Revision revision) {
        return text(server(revision).encodeResult(Samples.legacyResults(revision).stream()
                .filter(InitializeResult.class::isInstance).findFirst().orElseThrow()));
    }

    @Test
    void aToolHasWhatItsRevisionKnows() {
        assertThat(tools(Revision.V2025_11_25)).contains("icons", "\"title\":\"Echo\"", "outputSchema", "readOnlyHint",
                "_meta");
        assertThat(tools(Revision.V2025_06_18)).contains("\"name\":\"echo\",\"title\"", "outputSchema",
                "readOnlyHint", "_meta").doesNotContain("icons");
        assertThat(tools(Revision.V2025_03_26)).contains("readOnlyHint").doesNotContain("outputSchema", "_meta",
                "\"name\":\"echo\",\"title\"");
        assertThat(tools(Revision.V2024_11_05)).startsWith("{\"tools\":[{\"name\":\"echo\",\"description\":")
                .doesNotContain("annotations", "outputSchema", "title", "icons", "_meta");
    }

    @Test
    void theServerIsIntroducedInTheWordsOfTheRevision() {
        assertThat(initialize(Revision.V2025_11_25)).contains("websiteUrl", "icons", "\"title\":\"Patchbay\"");
        assertThat(initialize(Revision.V2025_06_18)).contains("\"title\":\"Patchbay\"").doesNotContain("websiteUrl",
                "icons", "A host");
        assertThat(initialize(Revision.V2025_03_26)).contains("completions").doesNotContain("Patchbay\"");
        assertThat(initialize(Revision.V2024_11_05)).contains("logging").doesNotContain("completions");
    }

    @Test
    void audioIsATextWhereItIsNotKnown() {
        var audio = new AudioContent("aGVsbG8h", "audio/wav", null, Map.of());

        assertThat(content(Revision.V2025_03_26, audio)).contains("\"type\":\"audio\"");
        assertThat(content(Revision.V2024_11_05, audio)).contains("\"type\":\"text\"", "audio/wav", "6 bytes");
    }

    @Test
    void aLinkIsATextThatSaysWhatToReadWhereItIsNotKnown() {
        var link = new ResourceLink("note://1", "first", "First", "The first note", "text/plain", 12L, List.of(), null,
                Map.of());

        assertThat(content(Revision.V2025_06_18, link)).contains("\"type\":\"resource_link\"");
        assertThat(content(Revision.V2025_03_26, link)).contains(
                "\"type\":\"text\",\"text\":\"Resource note://1 (first, text/plain, 12 bytes): The first note\"");
    }

    @Test
    void aStructureIsATextWhereItIsNotKnownUnlessThereIsOne() {
        var alone = new CallToolResult(List.of(ImageContent.of("aGk=", "image/png")), Map.of("sum", 3L), false,
                Map.of());
        var withText = new CallToolResult(List.of(TextContent.of("three")), Map.of("sum", 3L), false, Map.of());

        assertThat(text(server(Revision.V2025_03_26).encodeResult(alone))).contains("\\\"sum\\\": 3")
                .doesNotContain("structuredContent");
        assertThat(text(server(Revision.V2025_03_26).encodeResult(withText)))
                .isEqualTo("{\"content\":[{\"type\":\"text\",\"text\":\"three\"}]}");
        assertThat(text(server(Revision.V2025_06_18).encodeResult(alone))).contains("structuredContent");
    }

    @Test
    void theMetaOfAResultIsKnownToAll() {
        var result = new CallToolResult(List.of(), null, true, Map.of("dev.patchbay/error", Map.of("code", "limit")));

        assertThat(text(server(Revision.V2024_11_05).encodeResult(result))).contains("dev.patchbay/error");
    }

    @Test
    void progressHasAMessageSinceTheSecondRevision() {
        var progress = new ProgressNotification(new ProgressToken("p"), 1, 2.0, "half");

        assertThat(text(server(Revision.V2025_03_26).encodeNotification(progress))).contains("half");
        assertThat(text(server(Revision.V2024_11_05).encodeNotification(progress))).doesNotContain("half");
    }

    @Test
    void aFormIsInTheWordsOfItsFirstRevision() {
        var form = new ElicitRequest.Form("Which?", Samples.CHOICES);
        Map<String, Object> sent = Json.object(Objects.requireNonNull(JsonReader.withDefaults()
                .readObject(server(Revision.V2025_06_18).encodeRequest(RequestId.of(1), form)).get("params")));
        Map<String, Object> fields = Json.object(Objects.requireNonNull(
                Json.object(Objects.requireNonNull(sent.get("requestedSchema"))).get("properties")));

        assertThat(sent).doesNotContainKey("mode");
        assertThat(fields).containsEntry("colour",
                Map.of("type", "string", "enum", List.of("r", "g"), "enumNames", List.of("Red", "Green")));
        assertThat(fields).containsEntry("size", Map.of("type", "integer", "minimum", 1L));
        assertThat(fields).containsEntry("sure", Map.of("type", "boolean", "default", true));
    }

    @Test
    void whatCannotBeAskedIsRefusedAndSaysSo() {
        var several = new ElicitRequest.Form("Which?",
                Map.of("type", "object", "properties", Map.of("tags", Map.of("type", "array"))));
        var url = new ElicitRequest.Url("Open", "https://example.com", "e");
        var form = new ElicitRequest.Form("Who?", Samples.SCHEMA);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> server(Revision.V2025_06_18).encodeRequest(RequestId.of(1), several))
                .withMessageContaining("tags");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server(Revision.V2025_06_18).encodeRequest(RequestId.of(1), url))
                .withMessage("MCP 2025-06-18 has no elicitation by URL");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server(Revision.V2025_03_26).encodeRequest(RequestId.of(1), form))
                .withMessage("MCP 2025-03-26 has no elicitation");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server(Revision.V2025_06_18).encodeRequest(RequestId.of(1), Samples.sampling()));
    }

    @Test
    void capabilitiesOfALaterRevisionMeanNothing() {
        Map<String, Object> params = Map.of("protocolVersion", "x", "clientInfo", Map.of("name", "c", "version", "1"),
                "capabilities", Map.of("elicitation", Map.of("url", Map.of()), "sampling", Map.of("tools", Map.of())));

        ClientCapabilities first = declared(Revision.V2025_03_26, params);
        ClientCapabilities second = declared(Revision.V2025_06_18, params);
        ClientCapabilities third = declared(Revision.V2025_11_25, params);

        assertThat(first.elicitation()).isNull();
        assertThat(first.sampling()).isEqualTo(new ClientCapabilities.Sampling(false, false));
        assertThat(second.asksForms()).isTrue();
        assertThat(second.opensUrls()).isFalse();
        assertThat(third.asksForms()).isFalse();
        assertThat(third.opensUrls()).isTrue();
    }

    private static ClientCapabilities declared(Revision revision, Map<String, Object> params) {
        return ((InitializeRequest) server(revision)
                .decodeRequest("initialize", params, RequestMeta.ofSession(revision)).orElseThrow()).capabilities();
    }
}
