package dev.patchbay.protocol.task;

import dev.patchbay.protocol.input.InputRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A task with what belongs to its status.
 *
 * @param inputRequests what the client is asked, by the key of the answer; only when input is required
 * @param result of a completed task: the result object of the call as JSON, or as {@link dev.patchbay.protocol.json.RawJson}
 * @param error of a failed one: the JSON-RPC error object, likewise
 */
public record DetailedTask(Task task, Map<String, InputRequest> inputRequests, @Nullable Object result,
        @Nullable Object error) {
    public DetailedTask {
        inputRequests = Collections.unmodifiableMap(new LinkedHashMap<>(inputRequests));
    }
}
