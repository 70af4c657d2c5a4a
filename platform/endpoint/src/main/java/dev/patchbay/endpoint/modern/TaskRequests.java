package dev.patchbay.endpoint.modern;

import dev.patchbay.api.call.Caller;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.invocation.Origin;
import dev.patchbay.protocol.EmptyResult;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.protocol.task.CancelTaskRequest;
import dev.patchbay.protocol.task.DetailedTask;
import dev.patchbay.protocol.task.GetTaskRequest;
import dev.patchbay.protocol.task.GetTaskResult;
import dev.patchbay.protocol.task.TaskStatus;
import dev.patchbay.protocol.task.TasksExtension;
import dev.patchbay.protocol.task.UpdateTaskRequest;
import dev.patchbay.tasks.KeptTask;
import dev.patchbay.tasks.TaskKeeper;
import dev.patchbay.tasks.TaskRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients ask of their tasks. A task of somebody else, one that has expired and one whose tool the client has no more
 * look alike: unknown. Called on I/O threads; what needs the store is done on virtual ones.
 */
final class TaskRequests {
    private static final Logger LOG = LoggerFactory.getLogger(TaskRequests.class);
    private static final int MAX_ANSWER_BYTES = 1 << 20;

    private final ServerCodec codec;
    private final TaskCalls calls;
    private final TaskKeeper keeper;
    private final Replays replays;

    TaskRequests(ServerCodec codec, TaskCalls calls, TaskKeeper keeper, Replays replays) {
        this.codec = codec;
        this.calls = calls;
        this.keeper = keeper;
        this.replays = replays;
    }

    static boolean isDeclared(RequestMeta meta) {
        return meta.clientCapabilities().extensions().containsKey(TasksExtension.ID);
    }

    void get(HttpExchange exchange, Caller caller, RequestId id, GetTaskRequest request) {
        answer(exchange, id, () -> known(caller, request.taskId(), origin(exchange))
                .map(task -> new GetTaskResult(detailed(task), Map.of())));
    }

    void cancel(HttpExchange exchange, Caller caller, RequestId id, CancelTaskRequest request) {
        answer(exchange, id, () -> known(caller, request.taskId(), origin(exchange)).map(task -> {
            keeper.cancelNow(task.id());
            return EmptyResult.INSTANCE;
        }));
    }

    void update(HttpExchange exchange, Caller caller, RequestId id, UpdateTaskRequest request) {
        answer(exchange, id, () -> known(caller, request.taskId(), origin(exchange)).map(task -> {
            keeper.exclusively(task.id(), () -> answered(caller, task, request, origin(exchange)));
            return EmptyResult.INSTANCE;
        }));
    }

    private static Origin origin(HttpExchange exchange) {
        return new Origin("http", exchange.remoteAddress());
    }

    private void answered(Caller caller, KeptTask known, UpdateTaskRequest request, Origin origin) {
        // Before the change: a task that works and is taken by nobody is one that a restart has interrupted
        Optional<TaskRun> run = keeper.take(known.id());
        boolean goesOn = false;
        try {
            Optional<TaskKeeper.Change> change = keeper.changeNow(known.id(), task -> {
                Map<String, Map<String, Object>> answers = new LinkedHashMap<>(request.inputResponses());
                answers.keySet().retainAll(task.questions().keySet());
                answers.forEach(replays::answer); // refuses what is malformed
                return task.status() != TaskStatus.INPUT_REQUIRED || answers.isEmpty()
                        ? Optional.empty()
                        : Optional.of(checked(task.answered(answers)));
            });
            if (run.isPresent() && change.isPresent() && change.get().isOne()
                    && change.get().after().status() == TaskStatus.WORKING) {
                goesOn = true;
                calls.goOn(caller, change.get().after(), run.get(), origin);
            }
        } finally {
            if (!goesOn) {
                run.ifPresent(unused -> keeper.release(known.id(), unused));
            }
        }
    }

    private static KeptTask checked(KeptTask task) {
        if (RawJson.serialize(task.answers()).length() > MAX_ANSWER_BYTES) {
            throw new InvalidParamsException("inputResponses are more than " + MAX_ANSWER_BYTES + " bytes in all");
        }
        return task;
    }

    /** The task if this caller may know of it, taken up again if a restart has interrupted it. Blocks. */
    private Optional<KeptTask> known(Caller caller, String id, Origin origin) {
        return keeper.findNow(caller.id(), id).filter(task -> isStillEnabled(caller, task))
                .map(task -> isInterrupted(task) ? takenUp(caller, task, origin) : task);
    }

    private boolean isStillEnabled(Caller caller, KeptTask task) {
        boolean enabled = calls.isEnabled(caller, task);
        if (!enabled && keeper.isRunning(task.id())) {
            keeper.cancelNow(task.id());
        }
        return enabled;
    }

    private boolean isInterrupted(KeptTask task) {
        return task.status() == TaskStatus.WORKING && !keeper.isRunning(task.id());
    }

    private KeptTask takenUp(Caller caller, KeptTask seen, Origin origin) {
        List<KeptTask> now = new ArrayList<>(1);
        keeper.exclusively(seen.id(), () -> {
            boolean runs = keeper.isRunning(seen.id());
            // Read after that: whoever ended a run changed the task before
            keeper.findNow(caller.id(), seen.id()).ifPresent(task -> {
                now.add(!runs && task.status() == TaskStatus.WORKING ? calls.recover(caller, task, origin) : task);
            });
        });
        return now.isEmpty() ? seen : now.getFirst();
    }

    /** Those of the tasks that this caller may know of. */
    CompletableFuture<List<KeptTask>> visible(HttpExchange exchange, Caller caller, List<String> ids, int most) {
        Origin origin = origin(exchange);
        return keeper.async(() -> ids.stream().distinct().limit(most)
                .flatMap(id -> known(caller, id, origin).stream()).toList());
    }

    /** Those of the tasks that are different now. */
    CompletableFuture<List<KeptTask>> changedSince(Caller caller, List<KeptTask> seen) {
        return keeper.async(() -> seen.stream().flatMap(task -> keeper.findNow(caller.id(), task.id()).stream()
                .filter(now -> now.version() != task.version())).toList());
    }

    boolean isVisible(Caller caller, KeptTask task) {
        return task.owner().equals(caller.id()) && calls.isEnabled(caller, task);
    }

    DetailedTask detailed(KeptTask task) {
        return TaskMapping.detailed(task, keeper.options().pollInterval(), codec);
    }

    private void answer(HttpExchange exchange, RequestId id, Supplier<Optional<? extends McpResult>> work) {
        exchange.answerLater();
        var _ = keeper.async(work)
                .whenComplete((result, problem) -> exchange.answer(200, response(id, result, problem)));
    }

    private byte[] response(RequestId id, Optional<? extends McpResult> result, Throwable problem) {
        if (problem == null) {
            return result.<byte[]>map(found -> codec.encodeResponse(id, found)).orElseGet(() -> RpcWriter.error(id,
                    RpcError.of(ErrorCode.INVALID_PARAMS,
                            "Unknown task: there is none with this id, or none any more")));
        }
        if (problem instanceof InvalidParamsException invalid) {
            return RpcWriter.error(id, invalid.error());
        }
        LOG.error("A request about a task failed", problem);
        return RpcWriter.error(id,
                RpcError.of(ErrorCode.INTERNAL_ERROR, "The task could not be looked up. Try again."));
    }
}
