package dev.patchbay.protocol.task;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;

/** {@code tasks/cancel}. */
public record CancelTaskRequest(String taskId, RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "tasks/cancel";
    }
}
