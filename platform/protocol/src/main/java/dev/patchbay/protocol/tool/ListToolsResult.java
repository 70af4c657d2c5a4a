package dev.patchbay.protocol.tool;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.McpResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One page of tools. */
public record ListToolsResult(List<Tool> tools, @Nullable String nextCursor, CacheHints cache,
        Map<String, Object> meta) implements McpResult {
    public ListToolsResult {
        tools = List.copyOf(tools);
    }
}
