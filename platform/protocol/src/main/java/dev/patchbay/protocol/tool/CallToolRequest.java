package dev.patchbay.protocol.tool;

import dev.patchbay.protocol.InputResponseRequest;
import dev.patchbay.protocol.RequestMeta;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code tools/call}.
 *
 * @param arguments empty if absent
 * @param inputResponses modern: answers to the questions of the round before, by key, not looked at yet
 * @param requestState modern: what the input-required result carried, null if none
 */
public record CallToolRequest(String name, Map<String, Object> arguments,
        Map<String, Map<String, Object>> inputResponses, @Nullable String requestState, RequestMeta meta)
        implements
            InputResponseRequest {
    @Override
    public String method() {
        return "tools/call";
    }

    @Override
    public CallToolRequest withAnswers(Map<String, Map<String, Object>> inputResponses, @Nullable String requestState) {
        return new CallToolRequest(name, arguments, inputResponses, requestState, meta);
    }
}
