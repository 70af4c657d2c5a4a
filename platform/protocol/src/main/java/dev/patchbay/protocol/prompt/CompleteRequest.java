package dev.patchbay.protocol.prompt;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;
import java.util.Map;

/**
 * {@code completion/complete}.
 *
 * @param argumentName which argument
 * @param argumentValue what was typed so far
 * @param contextArguments arguments chosen before; empty if absent
 */
public record CompleteRequest(CompletionReference ref, String argumentName, String argumentValue,
        Map<String, String> contextArguments, RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "completion/complete";
    }
}
