package dev.patchbay.protocol.input;

import dev.patchbay.protocol.McpResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Modern: the call needs answers first. The client sends it again with them and with the state.
 *
 * @param inputRequests by key; may be empty if there is a state
 * @param requestState to be sent back as it is, null if none
 */
public record InputRequiredResult(Map<String, InputRequest> inputRequests, @Nullable String requestState,
        Map<String, Object> meta) implements McpResult {
    public InputRequiredResult {
        if (inputRequests.isEmpty() && requestState == null) {
            throw new IllegalArgumentException("an input-required result has requests, a state or both");
        }
    }
}
