package dev.patchbay.protocol.content;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool answered, inside a sampling message.
 *
 * @param structuredContent any JSON value, null if absent
 */
public record ToolResultContent(String toolUseId, List<ContentBlock> content, @Nullable Object structuredContent,
        boolean isError, Map<String, Object> meta) implements SamplingMessageContentBlock {
    public ToolResultContent {
        content = List.copyOf(content);
    }
}
