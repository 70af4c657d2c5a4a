package dev.patchbay.protocol.tool;

import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.content.ContentBlock;
import dev.patchbay.protocol.content.TextContent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool answered.
 *
 * @param structuredContent any JSON value, null if absent; {@link dev.patchbay.protocol.json.JsonNull} for JSON null
 * @param isError whether the tool failed
 */
public record CallToolResult(List<ContentBlock> content, @Nullable Object structuredContent, boolean isError,
        Map<String, Object> meta) implements McpResult {
    public CallToolResult {
        content = List.copyOf(content);
    }

    /** A success that is one text. */
    public static CallToolResult text(String text) {
        return new CallToolResult(List.of(TextContent.of(text)), null, false, Map.of());
    }

    /** A failure that is one text. */
    public static CallToolResult error(String text) {
        return new CallToolResult(List.of(TextContent.of(text)), null, true, Map.of());
    }
}
