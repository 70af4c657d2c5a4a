package dev.patchbay.api.tool;

import dev.patchbay.api.Stable;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The full result of a tool. Immutable.
 *
 * <pre>{@code {"content": [{"type": "text", "text": "{\n  \"sum\": 15\n}"}], "structuredContent": {"sum": 15}} }</pre>
 *
 * <p>Source: MCP 2026-07-28, {@code CallToolResult}.
 */
@Stable
public final class CallToolResult {
    private final List<ContentBlock> content;
    private final @Nullable Object structuredContent;
    private final boolean isError;
    private final Map<String, Object> meta;

    private CallToolResult(List<? extends ContentBlock> content, @Nullable Object structuredContent, boolean isError,
            Map<String, Object> meta) {
        this.content = List.copyOf(content);
        this.structuredContent = structuredContent;
        this.isError = isError;
        this.meta = meta;
    }

    /**
     * Returns a result of one text.
     *
     * @param text the text
     * @return the result
     */
    public static CallToolResult text(String text) {
        return new CallToolResult(List.of(ContentBlock.text(text)), null, false, Map.of());
    }

    /**
     * Returns a result of content blocks.
     *
     * @param content the blocks, maybe none
     * @return the result
     */
    public static CallToolResult of(List<? extends ContentBlock> content) {
        return new CallToolResult(content, null, false, Map.of());
    }

    /**
     * Returns a result of structured content. The host adds its JSON text as content for clients that read only that.
     *
     * @param structuredContent a JSON value of JDK types; not copied, so do not change it afterwards
     * @return the result
     */
    public static CallToolResult structured(Object structuredContent) {
        return new CallToolResult(List.of(), structuredContent, false, Map.of());
    }

    /**
     * Returns a failure that the model can act on: say what failed, with which value, and what to try.
     * {@link ToolException} does the same with more detail.
     *
     * @param text the text
     * @return a result with {@code isError}
     */
    public static CallToolResult error(String text) {
        return new CallToolResult(List.of(ContentBlock.text(text)), null, true, Map.of());
    }

    /**
     * Returns this result with structured content.
     *
     * @param value a JSON value of JDK types; not copied
     * @return the changed result
     */
    public CallToolResult withStructuredContent(Object value) {
        return new CallToolResult(content, value, isError, meta);
    }

    /**
     * Returns this result with other content.
     *
     * @param blocks the blocks
     * @return the changed result
     */
    public CallToolResult withContent(List<? extends ContentBlock> blocks) {
        return new CallToolResult(blocks, structuredContent, isError, meta);
    }

    /**
     * Returns this result with additional data.
     *
     * @param value {@code _meta}, keys with a prefix of your own; copied
     * @return the changed result
     * @throws IllegalArgumentException if something in it is not JSON
     */
    public CallToolResult withMeta(Map<String, ? extends Object> value) {
        return new CallToolResult(content, structuredContent, isError, JsonObject.copyOf(value));
    }

    /**
     * Returns this result as a failure.
     *
     * @return the changed result
     */
    public CallToolResult asError() {
        return new CallToolResult(content, structuredContent, true, meta);
    }

    /**
     * Returns the content blocks.
     *
     * @return the blocks, maybe none
     */
    public List<ContentBlock> content() {
        return content;
    }

    /**
     * Returns the structured content.
     *
     * @return a JSON value of JDK types, if set
     */
    public Optional<Object> structuredContent() {
        return Optional.ofNullable(structuredContent);
    }

    /**
     * Returns whether the tool failed.
     *
     * @return {@code isError}
     */
    public boolean isError() {
        return isError;
    }

    /**
     * Returns additional data.
     *
     * @return {@code _meta}, empty for none
     */
    public Map<String, Object> meta() {
        return meta;
    }
}
