package dev.patchbay.protocol.prompt;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;
import org.jspecify.annotations.Nullable;

/**
 * {@code prompts/list}.
 *
 * @param cursor where to go on, null for the start
 */
public record ListPromptsRequest(@Nullable String cursor, RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "prompts/list";
    }
}
