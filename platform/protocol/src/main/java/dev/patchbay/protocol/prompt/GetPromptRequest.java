package dev.patchbay.protocol.prompt;

import dev.patchbay.protocol.InputResponseRequest;
import dev.patchbay.protocol.RequestMeta;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code prompts/get}.
 *
 * @param arguments empty if absent
 * @param inputResponses modern: answers to the questions of the round before, by key, not looked at yet
 * @param requestState modern: what the input-required result carried, null if none
 */
public record GetPromptRequest(String name, Map<String, String> arguments,
        Map<String, Map<String, Object>> inputResponses, @Nullable String requestState, RequestMeta meta)
        implements
            InputResponseRequest {
    @Override
    public String method() {
        return "prompts/get";
    }

    @Override
    public GetPromptRequest withAnswers(Map<String, Map<String, Object>> inputResponses,
            @Nullable String requestState) {
        return new GetPromptRequest(name, arguments, inputResponses, requestState, meta);
    }
}
