package dev.patchbay.invocation;

import dev.patchbay.api.grant.NotAvailableException;
import dev.patchbay.api.grant.NotGrantedException;
import dev.patchbay.api.input.InputRequired;
import dev.patchbay.api.resource.ResourceNotFoundException;
import dev.patchbay.api.spi.InvalidValueException;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.api.tool.DatabaseErrors;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.api.tool.ToolException;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.invocation.resilience.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a call on a thread of its instance: call the plugin, check the result. However it ends (with a result, at a
 * question, with a failure, given up by the host, cancelled by the client), the outcome is told once; what comes later
 * is dropped.
 *
 * @param <E> the entry of the catalog
 * @param <R> the API's type of result
 */
final class Run<E, R> implements InstanceRuntime.PluginWork, RunningCall {
    private final Operation<E, R> operation;
    private final E entry;
    private final Catalog catalog;
    private final Recorded recorded;
    private final InstanceRuntime runtime;
    private volatile Duration limit;
    private final long maxResultBytes;
    private final Admission admission;
    private final CallContext call;
    private final Becoming<R> becoming;
    private final Duration taskAfter;
    private final AtomicBoolean ended = new AtomicBoolean();
    /** Its outcome was told while its code may go on. */
    private volatile boolean isAbandoned;
    private volatile InstanceRuntime.@Nullable RunningWork work;
    private volatile @Nullable CompletableFuture<@Nullable Void> timed;
    private boolean extended;
    /** Of the thread that runs the call, like the next two. */
    private long resultBytes;
    private Verdict verdict = Verdict.NOTHING;
    private @Nullable Failure failure;
    private final Ending<R> ending;

    /** Hears how a run ends, and may go on with its call. */
    interface Ending<R> {
        /**
         * The outcome is settled and not told yet.
         *
         * @return true if the call goes on: then nobody is told, and nothing recorded
         */
        boolean takesOver(Outcome<R> how, Verdict verdict, @Nullable Failure failure, boolean isTask);

        /** The call became a task. */
        void becameTask();

        /** The run takes no place of its instance any more. */
        void placeFreed();
    }

    Run(Operation<E, R> operation, E entry, Catalog catalog, Invocation invocation, Recorded recorded,
            Stations stations, Consumer<Outcome<R>> outcome, Duration limit, Ending<R> ending) {
        this.operation = operation;
        this.entry = entry;
        this.catalog = catalog;
        this.recorded = recorded;
        this.runtime = operation.runtime(entry);
        this.limit = limit;
        this.ending = ending;
        Tasking tasking = invocation.tasking();
        this.taskAfter = tasking.after();
        this.maxResultBytes = stations.options().maxResultBytes();
        this.admission = invocation.admission();
        this.call = new CallContext(invocation, operation, operation.arguments(entry), limit,
                new NestedCalls(stations, invocation, runtime, operation.target(entry).original()), this::asTask,
                recorded.building(), catalog);
        this.becoming = new Becoming<>(tasking, operation.taskSupport(entry) != TaskSupport.NONE, outcome);
    }

    RunningCall handOver() throws InstanceUnavailableException {
        InstanceRuntime.RunningWork running = runtime.submit(this, limit);
        synchronized (this) {
            work = running;
            if (extended) {
                running.extend(limit);
            }
        }
        if (!taskAfter.isZero() && becoming.isPossible()) {
            startTimer();
        }
        // The outcome can be there already, and with it what the client did on it
        if (call.cancellation().isCancelled()) {
            running.cancel();
        }
        return this;
    }

    private void startTimer() {
        CompletableFuture<@Nullable Void> timer = new CompletableFuture<@Nullable Void>().completeOnTimeout(null,
                taskAfter.toNanos(), TimeUnit.NANOSECONDS);
        var _ = timer.thenRun(this::takesLong);
        timed = timer;
        if (ended.get()) {
            timer.cancel(false);
        }
    }

    private boolean asTask() {
        return becoming.now(recorded.recording().id(), this, this::becameTask);
    }

    /** The host makes a task of it; if that is not possible it stays a call. */
    private void takesLong() {
        if (!ended.get()) {
            var _ = becoming.start(recorded.recording().id(), this, this::becameTask).exceptionally(problem -> {
                IncidentLog.noTask(label(), problem);
                return false;
            });
        }
    }

    private void becameTask(Tasking.Begun begun) {
        synchronized (this) {
            limit = begun.limit();
            extended = true;
            InstanceRuntime.RunningWork running = work;
            if (running != null) {
                running.extend(limit);
            }
        }
        call.becameTask(begun.limit());
        recorded.becameTask();
        Building building = recorded.building();
        if (building != null) {
            building.becameTask();
        }
        ending.becameTask();
    }

    @Override
    public String label() {
        return operation.label();
    }

    @Override
    public void run() {
        if (!ended.get()) {
            call.startedOn(Thread.currentThread());
            Outcome<R> stopped = stopped();
            end(stopped == null ? attempt() : stopped);
        }
    }

    /** What comes right before the plugin; nothing that goes wrong there lets the call run. */
    private @Nullable Outcome<R> stopped() {
        try {
            Optional<String> unrecorded = recorded.recording().write();
            if (unrecorded.isPresent()) {
                return operation.failed(Failure.notRecorded(unrecorded.get()));
            }
            Optional<String> refused = admission.refuse();
            return refused.isPresent()
                    ? new Outcome.Refused<>(Outcome.Reason.INVALID_PARAMS, refused.get(), Map.of())
                    : null;
        } catch (RuntimeException e) {
            return brokenOff(Failure.ofHost(IncidentLog.record(label(), e)));
        }
    }

    private Outcome<R> attempt() {
        try {
            Building building = recorded.building();
            if (building != null) {
                building.madeBy(runtime.code());
            }
            R result = operation.call(entry, call);
            if (building != null) {
                operation.life(entry).ifPresent(building::livesFor);
            }
            return isOpen() ? fault(PluginFaultException.swallowed(null)) : completed(checked(result));
        } catch (InputRequired unwind) {
            Questions questions = call.questions();
            return questions != null && questions.isUnwoundProperly()
                    ? asked(questions)
                    : fault(PluginFaultException.swallowed(unwind));
        } catch (JsonMeter.Exceeded e) {
            return answered(Failure.resultTooLarge(maxResultBytes));
        } catch (Throwable thrown) { // the edge of the plugin: whatever it throws hurts its own call only
            return isOpen() ? fault(PluginFaultException.swallowed(thrown)) : failed(thrown);
        }
    }

    private Outcome<R> completed(R result) {
        Failure said = result instanceof CallToolResult of && of.isError() ? Failure.ofResult(of) : null;
        judge(said == null ? Verdict.ANSWERED : said.verdict(), said);
        return new Outcome.Completed<>(result);
    }

    private void judge(Verdict its, @Nullable Failure why) {
        verdict = its;
        failure = why;
    }

    /** The plugin works and says no. */
    private Outcome<R> answered(Failure why) {
        judge(Verdict.ANSWERED, why);
        return operation.failed(why);
    }

    private Outcome<R> declared(Failure why) {
        judge(why.verdict(), why);
        return operation.failed(why);
    }

    /** A task fails where its tool has not answered by itself: that is no result of the tool. */
    private Outcome<R> brokenOff(Failure failure) {
        return becoming.isTask() ? failure.asRefusal() : operation.failed(failure);
    }

    private Outcome<R> asked(Questions questions) {
        try {
            Pages.Asked.Impossible impossible = questions.openPages();
            return impossible == null
                    ? questions.asked(recorded.recording().id())
                    : operation.failed(Failure.cannotBeAsked(impossible));
        } catch (RuntimeException e) { // of the host, and this call has to end
            return brokenOff(Failure.ofHost(IncidentLog.record(label(), e)));
        }
    }

    private boolean isOpen() {
        Questions questions = call.questions();
        return questions != null && questions.isOpen();
    }

    private R checked(@Nullable R result) throws JsonMeter.Exceeded {
        if (result == null) {
            throw PluginFaultException.illegalResult("null");
        }
        JsonMeter meter = new JsonMeter(maxResultBytes);
        R checked = operation.checkResult(entry, result, meter, new ResultLinks(catalog, runtime.instance()));
        resultBytes = meter.bytes();
        return checked;
    }

    private Outcome<R> failed(Throwable thrown) {
        if (call.cancellation().isCancelled()) {
            // An interrupted plugin fails in many ways, and nobody waits: neither an answer nor an incident
            return new Outcome.Cancelled<>();
        }
        return switch (thrown) {
            case ToolException declared -> {
                if (declared.getCause() != null) {
                    IncidentLog.record(runtime, label(), declared);
                }
                yield declared(Failure.declared(declared));
            }
            case InvalidValueException invalid -> answered(Failure.invalidArgument(invalid));
            case ResourceNotFoundException missing -> answered(Failure.resourceNotFound(
                    new ResultLinks(catalog, runtime.instance()).translate(missing.uri())));
            case PluginFaultException fault -> fault(fault);
            case NotGrantedException missing -> refused("not_granted", missing);
            case NotAvailableException missing -> refused("not_available", missing);
            case TaskRefusedException refused -> operation.failed(Failure.limitHit(refused.hit()));
            default -> unexpected(thrown);
        };
    }

    private Outcome<R> unexpected(Throwable thrown) {
        String id = IncidentLog.record(runtime, label(), thrown);
        Optional<ToolException> ofDatabase = DatabaseErrors.in(thrown);
        if (ofDatabase.isPresent()) {
            return declared(Failure.declared(ofDatabase.get()));
        }
        return broken(Failure.internal(id));
    }

    private Outcome<R> broken(Failure why) {
        judge(Verdict.FAULT, why);
        return brokenOff(why);
    }

    private Outcome<R> refused(String code, RuntimeException missing) {
        String text = PluginText.bounded(String.valueOf(missing.getMessage()));
        IncidentLog.refused(runtime, label(), text);
        return operation.failed(Failure.notHandedOut(code, text));
    }

    private Outcome<R> fault(PluginFaultException fault) {
        return broken(Failure.fault(fault, IncidentLog.record(runtime, label(), fault)));
    }

    /** The outcome is settled before the plugin hears of the cancellation, whose reaction must not become the outcome. */
    @Override
    public void giveUp(InstanceRuntime.Cause cause) {
        if (ended.compareAndSet(false, true)) {
            isAbandoned = true;
            try {
                call.cancel();
            } finally {
                boolean isLate = cause == InstanceRuntime.Cause.DEADLINE;
                // What waited for a thread all its time says nothing about code that it never reached
                boolean hasStarted = call.hasStarted();
                Failure why = isLate && !hasStarted
                        ? Failure.unavailable(InstanceUnavailableException.Reason.BUSY)
                        : Failure.givenUp(cause, limit);
                tell(cause == InstanceRuntime.Cause.CANCELLED ? new Outcome.Cancelled<>() : brokenOff(why), 0,
                        isLate && hasStarted ? Verdict.FAULT : Verdict.NOTHING, why);
            }
        }
    }

    @Override
    public void placeFreed() {
        try {
            Building building = recorded.building();
            if (isAbandoned && building != null) {
                building.abandonedCodeEnded();
            }
        } finally {
            ending.placeFreed();
        }
    }

    @Override
    public void cancel() {
        if (ended.compareAndSet(false, true)) {
            isAbandoned = true;
            try {
                call.cancel();
                InstanceRuntime.RunningWork running = work;
                if (running != null) {
                    running.cancel();
                }
            } finally {
                tell(new Outcome.Cancelled<>(), 0, Verdict.NOTHING, null);
            }
        }
    }

    private Outcome<R> withoutSecrets(Outcome<R> how) {
        try {
            return new SecretFilter(runtime.secrets()).hidden(how);
        } catch (RuntimeException e) { // a map of the plugin's own, which is its code
            return brokenOff(Failure.internal(IncidentLog.record(runtime, label(), e)));
        }
    }

    private void end(Outcome<R> how) {
        Outcome<R> told = runtime.secrets().isEmpty() ? how : withoutSecrets(how);
        if (ended.compareAndSet(false, true)) {
            runtime.codeEnded();
            tell(told, resultBytes, verdict, failure);
        }
    }

    private void tell(Outcome<R> how, long bytes, Verdict its, @Nullable Failure why) {
        call.close();
        CompletableFuture<@Nullable Void> timer = timed;
        if (timer != null) {
            timer.cancel(false);
        }
        becoming.whenSettled(() -> {
            try {
                if (!ending.takesOver(how, its, why, becoming.isTask())) {
                    tellSettled(how, bytes);
                }
            } catch (RuntimeException | Error e) { // the transport's fault is no reason to lose a thread of the plugin
                IncidentLog.lost(label(), e);
            }
        });
    }

    private void tellSettled(Outcome<R> how, long bytes) {
        Questions questions = call.questions();
        if (questions != null && !(how instanceof Outcome.Asked) && !(how instanceof Outcome.Cancelled)) {
            questions.forgetPages();
        }
        Building building = recorded.building();
        if (building != null) {
            building.ended(how, bytes);
        }
        recorded.end(how, bytes);
        becoming.tell(how);
    }
}
