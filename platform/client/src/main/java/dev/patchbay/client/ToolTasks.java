package dev.patchbay.client;

import dev.patchbay.protocol.EmptyResult;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.task.CancelTaskRequest;
import dev.patchbay.protocol.task.DetailedTask;
import dev.patchbay.protocol.task.GetTaskRequest;
import dev.patchbay.protocol.task.GetTaskResult;
import dev.patchbay.protocol.task.Task;
import dev.patchbay.protocol.task.UpdateTaskRequest;
import dev.patchbay.protocol.tool.CallToolRequest;
import dev.patchbay.protocol.tool.CallToolResult;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/** Tasks that calls of tools have become. Modern only. Safe for all threads. */
final class ToolTasks {
    private static final Duration DEFAULT_POLL = Duration.ofSeconds(1);
    private static final Duration LONGEST_POLL = Duration.ofSeconds(60);
    private static final int HTTP_OK = 200;

    private final ModernConnection connection;

    ToolTasks(Connection connection) {
        if (!(connection instanceof ModernConnection modern)) {
            throw new IllegalStateException("revision " + connection.revision() + " has no tasks of the extension");
        }
        this.connection = modern;
    }

    DetailedTask get(String taskId, Cancellation cancellation) {
        return ((GetTaskResult) connection.send(meta -> new GetTaskRequest(taskId, meta), Map.of(), CallOptions.DEFAULT,
                cancellation)).task();
    }

    EmptyResult update(String taskId, Map<String, Map<String, Object>> answers, Cancellation cancellation) {
        return (EmptyResult) connection.send(meta -> new UpdateTaskRequest(taskId, answers, meta), Map.of(),
                CallOptions.DEFAULT, cancellation);
    }

    EmptyResult cancel(String taskId, Cancellation cancellation) {
        return (EmptyResult) connection.send(meta -> new CancelTaskRequest(taskId, meta), Map.of(), CallOptions.DEFAULT,
                cancellation);
    }

    /** Asks again and again until the task has ended; questions are answered on the way. */
    CallToolResult await(String taskId, Cancellation cancellation) {
        while (true) {
            DetailedTask detailed = get(taskId, cancellation);
            Task task = detailed.task();
            switch (task.status()) {
                case COMPLETED -> {
                    return result(detailed);
                }
                case FAILED -> throw new McpException(error(detailed), HTTP_OK);
                case CANCELLED -> throw new McpException(
                        RpcError.of(ErrorCode.INTERNAL_ERROR, "The task was cancelled"), HTTP_OK);
                case INPUT_REQUIRED -> update(taskId, connection.answers(detailed.inputRequests()), cancellation);
                case WORKING -> pause(task, cancellation);
            }
        }
    }

    private CallToolResult result(DetailedTask task) {
        CallToolRequest call = new CallToolRequest("", Map.of(), Map.of(), null,
                RequestMeta.ofSession(connection.revision()));
        return (CallToolResult) connection.decode(call, Json.object(Objects.requireNonNull(task.result())));
    }

    private static RpcError error(DetailedTask task) {
        Map<String, Object> error = Json.object(Objects.requireNonNull(task.error()));
        return new RpcError(error.get("code") instanceof Number code ? code.intValue() : ErrorCode.INTERNAL_ERROR,
                String.valueOf(error.get("message")), error.get("data"));
    }

    private static void pause(Task task, Cancellation cancellation) {
        Long wanted = task.pollIntervalMs();
        Duration poll = wanted == null || wanted < 1 ? DEFAULT_POLL : Duration.ofMillis(wanted);
        try {
            cancellation.pause(poll.compareTo(LONGEST_POLL) < 0 ? poll : LONGEST_POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException();
        }
    }
}
