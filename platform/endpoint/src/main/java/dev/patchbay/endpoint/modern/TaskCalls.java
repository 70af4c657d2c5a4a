package dev.patchbay.endpoint.modern;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.endpoint.mapping.InputMapping;
import dev.patchbay.endpoint.mapping.RefusedMapping;
import dev.patchbay.endpoint.mapping.ResultMapping;
import dev.patchbay.invocation.Admission;
import dev.patchbay.invocation.CallEvents;
import dev.patchbay.invocation.InputAnswer;
import dev.patchbay.invocation.Invocation;
import dev.patchbay.invocation.Origin;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.invocation.Replay;
import dev.patchbay.invocation.RunningCall;
import dev.patchbay.invocation.Tasking;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.json.RawJson;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.task.CreateTaskResult;
import dev.patchbay.protocol.task.TaskStatus;
import dev.patchbay.tasks.KeptTask;
import dev.patchbay.tasks.TaskCall;
import dev.patchbay.tasks.TaskKeeper;
import dev.patchbay.tasks.TaskQuestion;
import dev.patchbay.tasks.TaskRun;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that become tasks, and their further runs: the first run goes on when its connection is answered, a question ends
 * it, and its answers start the next. Safe for all threads.
 */
final class TaskCalls {
    private static final Logger LOG = LoggerFactory.getLogger(TaskCalls.class);
    private static final JsonReader READER = new JsonReader(JsonLimits.GENEROUS);
    private static final int MAX_REPLAY_BYTES = 1 << 20;
    private static final String CHANGED = "The tool was changed or removed while the task waited. Call it again.";
    private static final String RESTARTED = "The server was restarted while this task ran, or could not keep its result."
            + " What the tool had done by then is not known; find out before you call it again.";

    private final ServerCodec codec;
    private final Pipeline pipeline;
    private final RequestStates states;
    private final Replays replays;
    private final TaskKeeper keeper;

    TaskCalls(ServerCodec codec, Pipeline pipeline, RequestStates states, Replays replays, TaskKeeper keeper) {
        this.codec = codec;
        this.pipeline = pipeline;
        this.states = states;
        this.replays = replays;
        this.keeper = keeper;
    }

    /** Lets a call become a task. */
    Tasking offer(ModernCall<?> call, Caller caller, Pipeline.ToolCall meant, Replay replay) {
        return new Tasking() {
            @Override
            public boolean isOffered() {
                return true;
            }

            @Override
            public Optional<Duration> running() {
                return Optional.empty();
            }

            @Override
            public Duration after() {
                return keeper.options().after();
            }

            @Override
            public CompletableFuture<Begun> begin(String chain, RunningCall run) {
                ToolEntry tool = meant.entry().orElseThrow();
                TaskCall kept = new TaskCall(meant.name(), tool.original().name(), tool.definitionHash(),
                        nonNull(meant.arguments()),
                        InputMapping.kept(InputMapping.capabilities(call.meta().clientCapabilities())),
                        tool.definition().traits().idempotent());
                return keeper.create(caller.id(), kept, replays.encode(replay.chained(chain)), run)
                        .thenApply(task -> new Begun(keeper.options().limit(),
                                () -> call.becameTask(new CreateTaskResult(
                                        TaskMapping.task(task, keeper.options().pollInterval()), Map.of())),
                                outcome -> ended(task.id(), outcome)));
            }
        };
    }

    @SuppressWarnings("NullAway") // JSON null is a null value in both, which the two sides annotate differently
    private static Map<String, Object> nonNull(Map<String, @Nullable Object> arguments) {
        return new LinkedHashMap<>(arguments);
    }

    /** Whether a client still has the tool of its task; without it the task looks as if there were none. */
    boolean isEnabled(Caller caller, KeptTask task) {
        return tool(caller, task).isPresent();
    }

    private Optional<ToolEntry> tool(Caller caller, KeptTask task) {
        return pipeline.tool(caller, task.call().tool())
                .filter(tool -> tool.original().name().equals(task.call().original()));
    }

    /**
     * Starts the next run of a task that has all its answers.
     *
     * @param run what takes the running call
     */
    void goOn(Caller caller, KeptTask task, TaskRun run, Origin origin) {
        try {
            afterPages(caller, task, run, origin);
        } catch (RuntimeException e) {
            cannotGoOn(task, e);
        }
    }

    private void afterPages(Caller caller, KeptTask task, TaskRun run, Origin origin) {
        Map<String, InputAnswer> answers = new LinkedHashMap<>();
        task.answers().forEach((key, answer) -> answers.put(key, replays.answer(key, answer)));
        Replay replay = replays.decode(READER.readObject(task.replay().utf8())).with(answers);
        CompletableFuture<?>[] pages = answers.entrySet().stream()
                .filter(answer -> answer.getValue() instanceof InputAnswer.Elicited(var said) && said.isAccepted())
                .flatMap(answer -> Optional.ofNullable(replay.pages().get(answer.getKey())).stream())
                .map(states.asks()::done).toArray(CompletableFuture[]::new);
        // Who agrees to open a page has not filled it in yet
        var _ = CompletableFuture.allOf(pages)
                .completeOnTimeout(null, states.asks().patience().toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(() -> start(caller, task, replay, run, origin));
    }

    private void start(Caller caller, KeptTask task, Replay replay, TaskRun run, Origin origin) {
        if (run.isCancelled()) {
            return;
        }
        try {
            Optional<ToolEntry> tool = tool(caller, task);
            if (tool.isEmpty() || !tool.get().definitionHash().equals(task.call().definition())) {
                fail(task.id(), CHANGED);
                return;
            }
            Invocation invocation = new Invocation(caller,
                    InputMapping.ofKept(task.call().capabilities()), replay, CallEvents.NONE,
                    Admission.GRANTED, states.pages(), origin).withTasking(new Running(keeper.options().limit()));
            run.begin(pipeline.callTool(invocation, task.call().tool(), nullable(task.call().arguments()),
                    outcome -> ended(task.id(), outcome)));
        } catch (RuntimeException e) {
            cannotGoOn(task, e);
        }
    }

    private void cannotGoOn(KeptTask task, RuntimeException e) {
        LOG.error("A task of {} could not go on", task.call().tool(), e);
        fail(task.id(), "The task could not go on.");
    }

    @SuppressWarnings("NullAway") // as above
    private static Map<String, @Nullable Object> nullable(Map<String, Object> arguments) {
        return new LinkedHashMap<>(arguments);
    }

    /** Takes up a task that worked when the server ended, and whose tool may have done anything by then. Blocks. */
    KeptTask recover(Caller caller, KeptTask task, Origin origin) {
        if (task.call().repeatable()) {
            keeper.take(task.id()).ifPresent(run -> goOn(caller, task, run, origin));
            return task;
        }
        return keeper.changeNow(task.id(), interrupted -> Optional.of(failed(interrupted,
                RpcError.of(ErrorCode.INTERNAL_ERROR, RESTARTED)))).map(TaskKeeper.Change::after).orElse(task);
    }

    private void fail(String id, String message) {
        var _ = keeper.ended(id, task -> failed(task, RpcError.of(ErrorCode.INTERNAL_ERROR, message)));
    }

    private void ended(String id, Outcome<?> outcome) {
        boolean brokenOff = !(outcome instanceof Outcome.Completed<?> || outcome instanceof Outcome.Asked<?>);
        if (brokenOff && keeper.isStopping()) {
            return; // it is taken up after the restart
        }
        var _ = keeper.ended(id, task -> next(task, outcome));
    }

    private KeptTask next(KeptTask task, Outcome<?> outcome) {
        try {
            return switch (outcome) {
                case Outcome.Completed<?>(CallToolResult result) -> task.ended(TaskStatus.COMPLETED, "",
                        Optional.of(RawJson.of(codec.encodeResult(ResultMapping.tool(result)))));
                case Outcome.Completed<?> other -> throw new IllegalStateException("only tools become tasks");
                case Outcome.Asked<?> asked -> asking(task, asked);
                case Outcome.Refused<?> refused -> failed(task, RefusedMapping.error(refused, codec.revision()));
                case Outcome.Cancelled<?> cancelled -> task.ended(TaskStatus.CANCELLED, "", Optional.empty());
            };
        } catch (JsonException e) {
            LOG.warn("A result of {} has no JSON form", task.call().tool(), e);
            return failed(task,
                    RpcError.of(ErrorCode.INTERNAL_ERROR, "The result has no JSON form: " + e.getMessage()));
        }
    }

    private KeptTask asking(KeptTask task, Outcome.Asked<?> asked) {
        RawJson replay = replays.encode(asked.replay());
        if (replay.length() > MAX_REPLAY_BYTES) {
            return failed(task,
                    RpcError.of(ErrorCode.INTERNAL_ERROR, "The answers and kept values of this call are more"
                            + " than " + MAX_REPLAY_BYTES + " bytes"));
        }
        Map<String, TaskQuestion> questions = new LinkedHashMap<>();
        Map<String, InputRequest> requests = InputMapping.requests(asked, states.asks());
        requests.forEach((key, request) -> questions.put(keeper.newKey(),
                new TaskQuestion(key, RawJson.of(codec.encodeQuestion(request)))));
        return task.asking(replay, questions);
    }

    private static KeptTask failed(KeptTask task, RpcError error) {
        JsonWriter json = JsonWriter.create().beginObject().field("code", error.code()).field("message",
                error.message());
        return task.ended(TaskStatus.FAILED, error.message(),
                Optional.of(RawJson.of(json.optional("data", error.data()).endObject().toBytes())));
    }

    /** A further run. */
    private record Running(Duration limit) implements Tasking {
        @Override
        public boolean isOffered() {
            return true;
        }

        @Override
        public Optional<Duration> running() {
            return Optional.of(limit);
        }

        @Override
        public CompletableFuture<Begun> begin(String chain, RunningCall call) {
            return CompletableFuture.failedFuture(new IllegalStateException("it is a task already"));
        }
    }
}
