package dev.patchbay.invocation;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.CallLogger;
import dev.patchbay.api.call.Caller;
import dev.patchbay.api.call.Cancellation;
import dev.patchbay.api.call.ClientCapabilities;
import dev.patchbay.api.call.Progress;
import dev.patchbay.api.grant.ToolAccess;
import dev.patchbay.api.input.Answers;
import dev.patchbay.api.input.CreateMessageRequest;
import dev.patchbay.api.input.CreateMessageResult;
import dev.patchbay.api.input.ElicitRequest;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.InputRequest;
import dev.patchbay.api.input.ListRootsRequest;
import dev.patchbay.api.input.ListRootsResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.Dependency;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The call as the plugin sees it. */
final class CallContext implements Call {
    private final Invocation invocation;
    private final Operation<?, ?> operation;
    private final Map<String, @Nullable Object> arguments;
    private final BooleanSupplier task;
    private volatile Duration limit;
    private final long startNanos = System.nanoTime();
    private final CancellationSignal cancellation = new CancellationSignal();
    private final CallReports reports;
    private final NestedCalls nested;
    private final @Nullable Building building;
    private final Catalog catalog;
    private volatile @Nullable Instant deadline;
    private volatile @Nullable Thread thread;
    private @Nullable Questions questions;

    CallContext(Invocation invocation, Operation<?, ?> operation, Map<String, @Nullable Object> arguments,
            Duration limit, NestedCalls nested, BooleanSupplier task, @Nullable Building building, Catalog catalog) {
        this.invocation = invocation;
        this.operation = operation;
        this.arguments = arguments;
        this.limit = limit;
        this.task = task;
        this.nested = nested;
        this.building = building;
        this.catalog = catalog;
        this.reports = new CallReports(invocation.events(), nested.runtime());
    }

    /** Returns the questions asked and values kept so far, null for none. */
    synchronized @Nullable Questions questions() {
        return questions;
    }

    void startedOn(Thread runner) {
        thread = runner;
    }

    /** Whether it has had a thread of its instance. */
    boolean hasStarted() {
        return thread != null;
    }

    private synchronized Questions openQuestions() {
        Questions known = questions;
        if (known == null) {
            known = new Questions(invocation, operation, nested.runtime().instance());
            questions = known;
        }
        return known;
    }

    /** Names a nested call of this run, the same in the next run. */
    String nestedKey(String tool, Map<String, @Nullable Object> sent) {
        return openQuestions().nestedKey(tool, sent);
    }

    @Nullable
    Map<String, @Nullable Object> kept(String key) {
        return openQuestions().kept(key);
    }

    void keep(String key, CallToolResult result) {
        openQuestions().keep(key, result);
    }

    /** Counts its time anew, and is silent from here on. */
    void becameTask(Duration time) {
        reports.close();
        limit = time.plusNanos(elapsed());
        deadline = null;
    }

    void cancel() {
        cancellation.fire();
    }

    void close() {
        reports.close();
        cancellation.close();
    }

    private long elapsed() {
        return System.nanoTime() - startNanos;
    }

    @Override
    public Caller caller() {
        return invocation.caller();
    }

    @Override
    public Map<String, @Nullable Object> arguments() {
        return Collections.unmodifiableMap(arguments);
    }

    @Override
    public Instant deadline() {
        Instant known = deadline;
        if (known == null) {
            known = Instant.now().plus(limit).minusNanos(elapsed());
            deadline = known;
        }
        return known;
    }

    @Override
    public Duration remaining() {
        Duration left = limit.minusNanos(elapsed());
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public Progress progress() {
        return reports;
    }

    @Override
    public CallLogger log() {
        return reports;
    }

    @Override
    public ClientCapabilities clientCapabilities() {
        return invocation.capabilities();
    }

    @Override
    public ElicitResult ask(String key, ElicitRequest request) {
        return askAll(Map.of(key, request)).elicitation(key);
    }

    @Override
    public CreateMessageResult sample(String key, CreateMessageRequest request) {
        return askAll(Map.of(key, request)).message(key);
    }

    @Override
    public ListRootsResult roots(String key) {
        return askAll(Map.of(key, new ListRootsRequest())).roots(key);
    }

    @Override
    public Answers askAll(Map<String, ? extends InputRequest> requests) {
        requireOwnThread("Questions must be asked");
        return openQuestions().askAll(requests);
    }

    private void requireOwnThread(String what) {
        if (!Thread.currentThread().equals(thread)) {
            throw new IllegalStateException(
                    what + " on the thread of the call, not on " + Thread.currentThread().getName());
        }
    }

    @Override
    public @Nullable Object once(String key, Supplier<? extends @Nullable Object> work) {
        return openQuestions().once(key, work);
    }

    @Override
    public boolean asTask() {
        requireOwnThread("A call becomes a task");
        return task.getAsBoolean();
    }

    @Override
    public void builtFrom(String dependency) {
        Building to = building;
        if (to != null) {
            to.uses(Dependency.used(catalog, nested.runtime().instance(), dependency));
        }
    }

    /** What nested calls add to. */
    @Nullable
    Building building() {
        return building;
    }

    @Override
    public ToolAccess tools() {
        return nested.of(this);
    }
}
