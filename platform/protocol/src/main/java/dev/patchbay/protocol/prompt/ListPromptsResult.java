package dev.patchbay.protocol.prompt;

import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.McpResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One page of prompts. */
public record ListPromptsResult(List<Prompt> prompts, @Nullable String nextCursor, CacheHints cache,
        Map<String, Object> meta) implements McpResult {
    public ListPromptsResult {
        prompts = List.copyOf(prompts);
    }
}
