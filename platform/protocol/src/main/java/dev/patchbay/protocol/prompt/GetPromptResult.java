package dev.patchbay.protocol.prompt;

import dev.patchbay.protocol.McpResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A prompt filled in. */
public record GetPromptResult(@Nullable String description, List<PromptMessage> messages, Map<String, Object> meta)
        implements
            McpResult {
    public GetPromptResult {
        messages = List.copyOf(messages);
    }
}
