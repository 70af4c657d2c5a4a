package dev.patchbay.protocol.task;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;
import java.util.Map;

/**
 * {@code tasks/update}.
 *
 * @param inputResponses answers by the key of the question, not looked at yet
 */
public record UpdateTaskRequest(String taskId, Map<String, Map<String, Object>> inputResponses, RequestMeta meta)
        implements
            ClientRequest {
    @Override
    public String method() {
        return "tasks/update";
    }
}
