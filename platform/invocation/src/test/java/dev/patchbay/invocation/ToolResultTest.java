package dev.patchbay.invocation;

import static dev.patchbay.invocation.TestHost.error;
import static dev.patchbay.invocation.TestHost.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.content.Annotations;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.EmbeddedResource;
import dev.patchbay.api.content.ResourceContents;
import dev.patchbay.api.content.ResourceLink;
import dev.patchbay.api.content.TextContent;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.ToolDefinition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolResultTest {
    private static final Map<String, Object> SUM = Map.of("type", "object", "properties",
            Map.of("sum", Map.of("type", "integer")), "required", List.of("sum"));

    private final TestHost host = new TestHost();

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void nullIsAFaultOfThePluginUnderAnId() {
        host.tool("null", call -> missing());
        assertFault(host.result("team_null"), "invalid_result", "it returned what is no legal result: null");
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // what a careless plugin does
    private static <T> T missing() {
        return null;
    }

    @Test
    void aResultThatIsTooLargeHurtsOnlyItsOwnCall() {
        host.with(new PipelineOptions(Duration.ofSeconds(10), 10_000))
                .tool("text", call -> CallToolResult.text("x".repeat(10_001)))
                .tool("image", call -> CallToolResult.of(List.of(ContentBlock.image(new byte[7_501], "image/png"))))
                .tool("blob", call -> CallToolResult.of(List.of(ContentBlock.resource(
                        ResourceContents.blob("a://b", "image/png", new byte[7_501])))))
                .tool("list", call -> CallToolResult.structured(Stream.generate(() -> 1L).limit(2_000).toList()))
                .tool("keys", call -> CallToolResult.structured(Map.of("k".repeat(10_001), 1L)))
                .tool("meta", call -> CallToolResult.text("x").withMeta(Map.of("a", "x".repeat(10_001))))
                .tool("umlauts", call -> CallToolResult.text("ä".repeat(5_001)))
                .tool("fine", call -> CallToolResult.text("x".repeat(9_000)));
        for (String tool : List.of("text", "image", "blob", "list", "keys", "meta", "umlauts")) {
            CallToolResult result = host.result("team_" + tool);
            assertThat(result.isError()).as(tool).isTrue();
            assertThat(text(result)).contains("The result is larger than the limit of 10000 bytes");
            assertThat(error(result)).containsEntry("code", "result_too_large");
        }
        assertThat(host.result("team_fine").isError()).isFalse();
    }

    @Test
    void structuredContentOfJdkTypesPassesAsItIs() {
        Map<String, Object> value = Map.of("list", List.of(1, 2L, 1.5, new BigDecimal("2.5"), true, "x"));
        host.tool("structured", call -> CallToolResult.structured(value));
        assertThat(host.result("team_structured").structuredContent().orElseThrow()).isSameAs(value);
    }

    static Stream<Object> noJson() {
        List<Object> deep = List.of();
        for (int i = 0; i < 200; i++) {
            deep = List.of(deep);
        }
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        return Stream.of(Instant.EPOCH, Set.of(1), Map.of(1, 2), List.of(Double.NaN), Float.NEGATIVE_INFINITY,
                Stream.of(1), new int[0], deep, endless, "half \uD83D", Map.of("\uDE00", 1),
                new java.util.concurrent.atomic.AtomicLong(1));
    }

    @ParameterizedTest
    @MethodSource("noJson")
    void structuredContentThatIsNoJsonIsAFaultOfThePlugin(Object value) {
        host.tool("odd", call -> CallToolResult.structured(value));
        assertFault(host.result("team_odd"), "invalid_result", "it returned what is no legal result");
    }

    /** A map of the plugin's own class. */
    private static final class PluginMap extends AbstractMap<String, Object> {
        private final Set<Entry<String, Object>> entries = new HashSet<>(Set.of(Map.entry("sum", 5L)));

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return entries;
        }
    }

    @Test
    void laterReadingTheResultRunsNoCodeOfThePlugin() {
        host.tool("own", call -> CallToolResult.structured(Map.of("inner", new PluginMap())));
        Object structured = host.result("team_own").structuredContent().orElseThrow();
        assertThat(structured).isEqualTo(Map.of("inner", Map.of("sum", 5L)));
        assertThat(((Map<?, ?>) structured).get("inner")).isNotInstanceOf(PluginMap.class);
    }

    static Stream<List<ContentBlock>> illegalContent() {
        return Stream.<ContentBlock>of(new TextContent(missing(), Annotations.none()),
                new TextContent("x", missing()), ContentBlock.text("half \uD83D"),
                ContentBlock.image(new byte[1], "png"), ContentBlock.audio(new byte[1], missing()),
                ResourceLink.of("no scheme", "x"), ResourceLink.of("a://b", missing()),
                new EmbeddedResource(missing(), Annotations.none()),
                ContentBlock.resource(ResourceContents.text("a://b", "text", "x")),
                ContentBlock.resource(ResourceContents.text("a://b", "text/plain", missing()))).map(List::of);
    }

    @ParameterizedTest
    @MethodSource("illegalContent")
    void contentThatNoClientCanReadIsAFaultOfThePlugin(List<ContentBlock> content) {
        host.tool("odd", call -> CallToolResult.of(content));
        assertFault(host.result("team_odd"), "invalid_result", "it returned what is no legal result");
    }

    @Test
    void aResultThatBreaksTheDeclaredOutputSchemaSaysSo() {
        host.tool(ToolDefinition.builder("add", "Adds").outputSchema(SUM),
                call -> CallToolResult.structured(Map.of("sum", "five")));
        assertFault(host.result("team_add"), "invalid_output",
                "it broke its own output schema: sum must be an integer, but is \"five\"");
    }

    @Test
    void aResultWithoutTheDeclaredOutputSaysSo() {
        host.tool(ToolDefinition.builder("add", "Adds").outputSchema(SUM), call -> CallToolResult.text("5"));
        assertFault(host.result("team_add"), "invalid_output",
                "it broke its own output schema: the result has no structured content");
    }

    @Test
    void aResultThatKeepsTheDeclaredOutputSchemaPasses() {
        host.tool(ToolDefinition.builder("add", "Adds").outputSchema(SUM),
                call -> CallToolResult.structured(Map.of("sum", 5L)));
        assertThat(host.result("team_add").isError()).isFalse();
    }

    @Test
    void aFailureNeedsNoDeclaredOutput() {
        host.tool(ToolDefinition.builder("add", "Adds").outputSchema(SUM), call -> CallToolResult.error("No."));
        assertThat(text(host.result("team_add"))).contains("No.");
    }

    @Test
    void linksToTheInstancesOwnResourcesAreShownAsClientsKnowThem() {
        host.notes((uri, call) -> missing()).tool("links", call -> CallToolResult.of(List.of(
                ResourceLink.of("notes://42", "mine"), ResourceLink.of("https://example.org/notes://", "another's"),
                ContentBlock.resource(ResourceContents.text("notes://43", "text/plain", "notes://43 stays in a text")),
                ContentBlock.text("notes://44"))));
        assertThat(host.result("team_links").content()).containsExactly(ResourceLink.of("team+notes://42", "mine"),
                ResourceLink.of("https://example.org/notes://", "another's"),
                ContentBlock.resource(
                        ResourceContents.text("team+notes://43", "text/plain", "notes://43 stays in a text")),
                ContentBlock.text("notes://44"));
    }

    private static void assertFault(CallToolResult result, String code, String text) {
        assertThat(result.isError()).isTrue();
        assertThat(text(result)).contains("Fault of the plugin: " + text)
                .containsPattern("Ask the administrator to look for [0-9a-f]{8} in the log");
        assertThat(error(result)).containsEntry("code", code).containsEntry("retryable", false);
    }
}
