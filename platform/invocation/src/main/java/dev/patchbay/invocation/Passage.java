package dev.patchbay.invocation;

import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.AuditTrail.AuditedCall;
import dev.patchbay.invocation.Authorizer.Decision;
import dev.patchbay.invocation.PipelineListener.Stage;
import dev.patchbay.invocation.cache.ResultCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way to its plugin: looked up, authorized, counted, checked, its begin recorded, handed over. All runs
 * of a call that asks count once, and are one record.
 *
 * @param <E> the entry of the catalog
 * @param <R> the API's type of result
 */
final class Passage<E, R> {
    private static final RunningCall ENDED = () -> {
    };
    /** Writing down what is larger takes its time, and the I/O thread serves others too. */
    private static final int ANNOUNCED_BYTES = 16 * 1024;

    private final Stations stations;
    private final Operation<E, R> operation;
    private final Invocation invocation;
    private Consumer<Outcome<R>> outcome;
    private @Nullable Building outer;
    private boolean isRefresh;
    private long argumentBytes;
    private final Budgeting<R> budgeting;

    Passage(Stations stations, Operation<E, R> operation, Invocation invocation, Consumer<Outcome<R>> outcome) {
        this.stations = stations;
        this.operation = operation;
        this.budgeting = new Budgeting<>(stations, operation, invocation);
        this.invocation = budgeting.before(invocation);
        this.outcome = budgeting.before(outcome);
    }

    /** Why a call ends before its begin is recorded. */
    private record Stop<R>(Stage stage, String reason, Outcome<R> outcome) {}

    /** Goes the way, beginning with what the caller sees. */
    RunningCall from(View view) {
        E entry = operation.find(view);
        if (entry == null) {
            stations.audit().denied(audited(Optional.empty()), "not_enabled");
            return ended(operation.unknown());
        }
        Target target = operation.target(entry);
        AuditedCall audited = audited(Optional.of(target));
        Stop<R> stop = stop(entry,
                isRefresh || invocation.replay().chain().isPresent() ? Limiter.NONE : stations.limiter());
        if (stop != null) {
            stations.listener().happened(stop.stage(), stop.reason(), target, 0);
            stations.audit().denied(audited, stop.reason());
            return ended(stop.outcome());
        }
        Recorded recorded = new Recorded(stations.audit().begin(audited), budgeting, target, stations.listener());
        R ready = operation.ready(entry);
        if (ready != null) {
            return ended(recorded, new Outcome.Completed<>(ready));
        }
        return pastKept(entry, view, recorded);
    }

    /** Says whose result is built from this one. */
    Passage<E, R> within(@Nullable Building building) {
        outer = building;
        return this;
    }

    /** Goes the way to make a new result in place of one that is kept: counted already, and never answered from there. */
    void refresh(View view) {
        isRefresh = true;
        var _ = from(view);
    }

    private RunningCall pastKept(E entry, View view, Recorded recorded) {
        ResultCache cache = stations.cache();
        Keeping keeping = cache == null ? null : operation.keeping(entry);
        if (cache == null || (keeping == null && outer == null)) {
            return goOn(entry, view, recorded);
        }
        try {
            return new CachedCall<>(this, stations, cache, operation, invocation,
                    new CachedCall.Begun<>(entry, view, recorded), keeping == null ? Keeping.NOTHING : keeping, outer,
                    isRefresh).pass();
        } catch (RuntimeException e) { // else a call that is recorded as begun would never end
            if (recorded.isEnded()) {
                throw e;
            }
            return ended(recorded, operation.failed(Failure.ofHost(IncidentLog.record(operation.label(), e))));
        }
    }

    /** Goes on to the plugin. */
    RunningCall goOn(E entry, View view, Recorded recorded) {
        if (recorded.recording().isSynced()) {
            return suspended(entry, view, recorded);
        }
        if (argumentBytes <= ANNOUNCED_BYTES) {
            recorded.recording().announce();
        }
        return handOver(entry, view, recorded);
    }

    Consumer<Outcome<R>> outcome() {
        return outcome;
    }

    /** Sets where the outcome goes. */
    void outcome(Consumer<Outcome<R>> whom) {
        outcome = whom;
    }

    private AuditedCall audited(Optional<Target> target) {
        return new AuditedCall(invocation.caller(), operation.method(), operation.name(), target, operation.sent(),
                invocation.origin(), invocation.replay().chain());
    }

    private @Nullable Stop<R> stop(E entry, Limiter limiter) {
        budgeting.calls(entry);
        Target target = operation.target(entry);
        switch (stations.authorizer().decide(operation.asked(invocation.caller(), entry))) {
            case Decision.Allowed allowed -> {
                // go on
            }
            case Decision.MissingScopes(Set<String> scopes) -> {
                return new Stop<>(Stage.AUTHORIZE, "insufficient_scope", insufficientScope(scopes));
            }
            case Decision.Denied denied -> {
                return new Stop<>(Stage.AUTHORIZE, denied.code(), operation.failed(Failure.denied(denied)));
            }
        }
        if (needsTask(entry)) {
            return new Stop<>(Stage.AUTHORIZE, "missing_capability",
                    new Outcome.Refused<>(Outcome.Reason.MISSING_CAPABILITY,
                            "This gives its result as a task, so it needs a client that declares the extension "
                                    + Tasking.EXTENSION,
                            Map.of("requiredCapabilities", Map.of("extensions", Map.of(Tasking.EXTENSION, Map.of())))));
        }
        Optional<Limiter.Hit> hit = limiter.count(invocation.caller(), target);
        if (hit.isPresent()) {
            return failed(Stage.LIMIT, Failure.limitHit(hit.get()));
        }
        long limit = stations.options().maxArgumentBytes();
        try {
            JsonMeter meter = new JsonMeter(limit);
            operation.measureArguments(meter);
            argumentBytes = meter.bytes();
        } catch (JsonMeter.Exceeded e) {
            return failed(Stage.VALIDATE, Failure.argumentsTooLarge(limit));
        }
        Failure wrong = operation.checkArguments(entry);
        return wrong == null ? null : failed(Stage.VALIDATE, wrong);
    }

    /** A tool that calls another waits for it, and may be a task itself. */
    private boolean needsTask(E entry) {
        return operation.taskSupport(entry) == TaskSupport.REQUIRED && invocation.nesting().tools().isEmpty()
                && !invocation.tasking().isOffered();
    }

    private Stop<R> failed(Stage stage, Failure failure) {
        return new Stop<>(stage, failure.code(), operation.failed(failure));
    }

    static <R> Outcome<R> insufficientScope(Set<String> scopes) {
        List<String> sorted = scopes.stream().sorted().toList();
        return new Outcome.Refused<>(Outcome.Reason.INSUFFICIENT_SCOPE,
                "The access token lacks a scope. This needs: " + String.join(" ", sorted), Map.of("scopes", sorted));
    }

    private RunningCall suspended(E entry, View view, Recorded recorded) {
        SuspendedCall suspended = new SuspendedCall(() -> ended(recorded, new Outcome.Cancelled<>()));
        recorded.recording().whenSynced(problem -> suspended.resume(() -> guarded(() -> problem.isEmpty()
                ? handOver(entry, view, recorded)
                : ended(recorded, operation.failed(Failure.notRecorded(problem.get()))), () -> {
                })));
        return suspended;
    }

    /** Goes on with a call on a thread that serves others too, which the transport's fault must not hurt. */
    RunningCall guarded(Supplier<RunningCall> next, Runnable otherwise) {
        try {
            return next.get();
        } catch (RuntimeException e) {
            IncidentLog.lost(operation.label(), e);
            otherwise.run();
            return ENDED;
        }
    }

    /** Ends a call whose result is there already, elsewhere if cutting it takes long: this may be an I/O thread. */
    RunningCall endedInTime(Recorded recorded, Outcome<R> how, long bytes) {
        if (!budgeting.takesLong(how, bytes)) {
            return ended(recorded, how, bytes);
        }
        SuspendedCall waiting = new SuspendedCall(() -> ended(recorded, new Outcome.Cancelled<>()));
        Thread.ofVirtual().name("patchbay-cutter")
                .start(() -> waiting.resume(() -> guarded(() -> ended(recorded, how, bytes), () -> {
                })));
        return waiting;
    }

    /** Hands a call to its instance; what follows there, {@link Run} does. */
    private RunningCall handOver(E checked, View view, Recorded recorded) {
        return new Attempts<>(stations, operation, invocation, recorded, this, outcome).begin(checked, view);
    }

    /** Checks a call again that was counted already; returns its outcome if it ends here. */
    @Nullable
    Outcome<R> settled(E entry) {
        Stop<R> stop = stop(entry, Limiter.NONE);
        if (stop != null) {
            return stop.outcome();
        }
        R ready = operation.ready(entry);
        return ready == null ? null : new Outcome.Completed<>(ready);
    }

    RunningCall ended(Recorded recorded, Outcome<R> how) {
        return ended(recorded, how, 0);
    }

    RunningCall ended(Recorded recorded, Outcome<R> how, long bytes) {
        recorded.end(how, bytes);
        return ended(how);
    }

    private RunningCall ended(Outcome<R> how) {
        outcome.accept(how);
        return ENDED;
    }
}
