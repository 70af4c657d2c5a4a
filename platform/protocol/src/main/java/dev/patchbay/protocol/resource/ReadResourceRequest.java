package dev.patchbay.protocol.resource;

import dev.patchbay.protocol.InputResponseRequest;
import dev.patchbay.protocol.RequestMeta;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code resources/read}.
 *
 * @param inputResponses modern: answers to the questions of the round before, by key, not looked at yet
 * @param requestState modern: what the input-required result carried, null if none
 */
public record ReadResourceRequest(String uri, Map<String, Map<String, Object>> inputResponses,
        @Nullable String requestState, RequestMeta meta) implements InputResponseRequest {
    @Override
    public String method() {
        return "resources/read";
    }

    @Override
    public ReadResourceRequest withAnswers(Map<String, Map<String, Object>> inputResponses,
            @Nullable String requestState) {
        return new ReadResourceRequest(uri, inputResponses, requestState, meta);
    }
}
