package dev.patchbay.invocation;

import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.InstanceUnavailableException.Reason;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.PipelineListener.Stage;
import dev.patchbay.invocation.resilience.EntryGuard;
import dev.patchbay.invocation.resilience.Guards;
import dev.patchbay.invocation.resilience.ToolPolicy;
import dev.patchbay.invocation.resilience.Verdict;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one call, within its time: past the breaker, into the room that its tool has, to the plugin; anew
 * where its generation was replaced meanwhile, so that a swap fails no call; again after a while where it failed, may be
 * repeated and may work then; and to another tool at last, where one is configured. All of it is one record, but for the
 * call of the other tool, which has its own.
 *
 * <p>Threads: any; nothing blocks. The outcome is told once, by whoever holds the call just then: this object, a
 * {@link Run}, or what it waits for.
 *
 * @param <E> the entry of the catalog
 * @param <R> the API's type of result
 */
final class Attempts<E, R> implements RunningCall {
    private static final int GENERATIONS = 5;
    private static final double JITTER = 0.5;

    private final Stations stations;
    private final @Nullable Guards guards;
    private final Operation<E, R> operation;
    private final Invocation invocation;
    private final Recorded recorded;
    private final Passage<E, R> passage;
    private final Consumer<Outcome<R>> outcome;
    private long endNanos;
    /** How many runs were handed over. */
    private int made;
    private @Nullable Outcome<R> last;
    private @Nullable Failure lastFailure;
    private boolean cancelled;
    private @Nullable RunningCall current;
    private @Nullable Waiting waiting;

    Attempts(Stations stations, Operation<E, R> operation, Invocation invocation, Recorded recorded,
            Passage<E, R> passage, Consumer<Outcome<R>> outcome) {
        this.stations = stations;
        this.guards = stations.guards();
        this.operation = operation;
        this.invocation = invocation;
        this.recorded = recorded;
        this.passage = passage;
        this.outcome = outcome;
    }

    /** What the call waits for; who takes it out goes on with the call. */
    private static final class Waiting {
        volatile Runnable callOff = () -> {
        };
        volatile Runnable abandon = () -> {
        };
    }

    /** Begins with what was checked already. */
    RunningCall begin(E entry, View view) {
        Duration limit = limit(entry, guards == null ? null : operation.guard(guards, entry));
        endNanos = System.nanoTime() + limit.toNanos();
        pass(entry, view);
        return this;
    }

    private Duration limit(E entry, @Nullable EntryGuard guard) {
        Duration standard = stations.options().defaultDeadline();
        Duration declared = operation.declaredLimit(entry);
        Duration own = guard != null ? guard.limit(declared, standard) : declared.isZero() ? standard : declared;
        return invocation.tasking().running().orElse(invocation.nesting().limit(own));
    }

    /** Goes on after a while, with what is there then. */
    private void again() {
        View view;
        E entry;
        Outcome<R> settled;
        try {
            view = stations.authorizer().view(invocation.caller());
            entry = operation.find(view);
            settled = entry == null ? operation.unknown() : passage.settled(entry);
        } catch (RuntimeException e) { // else a call that is recorded as begun would never end
            conclude(operation.failed(Failure.ofHost(IncidentLog.record(operation.label(), e))));
            return;
        }
        if (entry == null || settled != null) {
            conclude(settled == null ? operation.unknown() : settled);
        } else {
            pass(entry, view);
        }
    }

    private void pass(E checked, View first) {
        try {
            E entry = checked;
            View view = first;
            for (int generation = 1;; generation++) {
                try {
                    enter(entry, view);
                    return;
                } catch (InstanceUnavailableException e) {
                    if (e.reason() != Reason.RETIRED || generation == GENERATIONS) {
                        notRun(entry, Failure.unavailable(e));
                        return;
                    }
                }
                view = stations.authorizer().view(invocation.caller());
                E next = operation.find(view);
                Outcome<R> settled = next == null ? operation.unknown() : passage.settled(next);
                if (next == null || settled != null) {
                    conclude(settled == null ? operation.unknown() : settled);
                    return;
                }
                entry = next;
            }
        } catch (RuntimeException e) { // else a call that is recorded as begun would never end
            if (recorded.isEnded()) {
                throw e;
            }
            conclude(operation.failed(Failure.ofHost(IncidentLog.record(operation.label(), e))));
        }
    }

    private void enter(E entry, View view) throws InstanceUnavailableException {
        EntryGuard guard = guards == null ? null : operation.guard(guards, entry);
        Attempt attempt = new Attempt(entry, view, guard);
        if (guard == null) {
            attempt.handOver();
            return;
        }
        switch (guard.enter(attempt.target)) {
            case EntryGuard.Refusal refusal -> notRun(entry, Failure.circuitOpen(refusal));
            case EntryGuard.Passed passed -> attempt.enterRoom(guard, passed);
        }
    }

    /** Ends a call that did not reach its plugin now: as it ended before, by another tool, or as refused. */
    private void notRun(E entry, Failure failure) {
        Failure why = lastFailure == null ? failure : lastFailure;
        Outcome<R> how = last == null ? operation.failed(failure) : last;
        if (!fallBack(entry, how, why)) {
            conclude(how);
        }
    }

    /** Lets another tool answer, where one is configured; its call begins when the record of this one has ended. */
    private boolean fallBack(E entry, Outcome<R> how, Failure why) {
        EntryGuard guard = guards == null ? null : operation.guard(guards, entry);
        if (guard == null || guard.policy().fallback().isEmpty() || invocation.tasking().running().isPresent()
                || isCancelled()) {
            return false;
        }
        Supplier<RunningCall> other = operation.fallBack(
                new Fallback(stations, invocation, guard.policy().fallback().get(), why), entry, outcome);
        if (other == null) {
            conclude(operation.failed(why.without(operation.name())));
        } else {
            recorded.end(how, 0);
            holds(other.get());
        }
        return true;
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Another call has the call now. */
    private void holds(RunningCall running) {
        boolean late;
        synchronized (this) {
            current = running;
            late = cancelled;
        }
        if (late) {
            running.cancel();
        }
    }

    private void conclude(Outcome<R> how) {
        recorded.end(how, 0);
        outcome.accept(how);
    }

    /** Goes on with the call on a thread that serves others too, which the transport's fault must not hurt. */
    private void apart(Runnable next) {
        try {
            next.run();
        } catch (RuntimeException e) {
            IncidentLog.lost(operation.label(), e);
        }
    }

    private boolean await(Waiting mine) {
        synchronized (this) {
            if (cancelled) {
                return false;
            }
            current = null;
            waiting = mine;
            return true;
        }
    }

    private boolean take(Waiting mine) {
        synchronized (this) {
            if (waiting != mine) {
                return false;
            }
            waiting = null;
        }
        mine.callOff.run();
        return true;
    }

    @Override
    public void cancel() {
        RunningCall running;
        Waiting awaited;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            running = current;
            awaited = waiting;
        }
        if (awaited != null) {
            if (take(awaited)) {
                awaited.abandon.run();
                conclude(new Outcome.Cancelled<>());
            }
        } else if (running != null) {
            running.cancel();
        }
    }

    /** One attempt: what it calls, and what guards that. */
    private final class Attempt implements Run.Ending<R> {
        private final E entry;
        private final View view;
        private final @Nullable EntryGuard guard;
        private final Target target;
        private final long startNanos = System.nanoTime();
        private EntryGuard.@Nullable Passed passed;
        /** Whether its run has ended; under the lock of the call. */
        private boolean isOver;

        Attempt(E entry, View view, @Nullable EntryGuard guard) {
            this.entry = entry;
            this.view = view;
            this.guard = guard;
            this.target = operation.target(entry);
        }

        void handOver() throws InstanceUnavailableException {
            boolean first = made == 0;
            Duration left = Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
            Run<E, R> run = new Run<>(operation, entry, view.catalog(), first ? invocation : invocation.admitted(),
                    recorded, stations, outcome, first ? limit(entry, guard) : left, this);
            made++;
            try {
                run.handOver();
            } catch (InstanceUnavailableException | RuntimeException e) {
                made--;
                throw e;
            }
            boolean late;
            synchronized (Attempts.this) {
                if (isOver) {
                    return; // what followed holds the call already
                }
                current = run;
                late = cancelled;
            }
            if (late) {
                run.cancel();
            }
        }

        /** Takes room where the tool has bounds of its own, waits for it, or is one too many. */
        void enterRoom(EntryGuard own, EntryGuard.Passed with) throws InstanceUnavailableException {
            synchronized (this) {
                passed = with;
            }
            if (own.policy().running() == 0) {
                handOverOrLeave(own);
                return;
            }
            Waiting forRoom = new Waiting();
            Runnable whenFree = () -> apart(() -> hasRoom(forRoom, own));
            forRoom.abandon = () -> {
                account(Verdict.NOTHING, "");
                own.stopWaiting(whenFree);
            };
            if (!await(forRoom)) {
                account(Verdict.NOTHING, "");
                conclude(new Outcome.Cancelled<>());
                return;
            }
            EntryGuard.Room room = own.room(whenFree);
            if (room == EntryGuard.Room.WAIT) {
                stations.listener().happened(Stage.BULKHEAD, "waits", target, 0);
                Duration left = Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
                forRoom.callOff = own.delays().after(left, () -> apart(() -> hasWaitedTooLong(forRoom, own)));
            } else if (!take(forRoom)) {
                if (room == EntryGuard.Room.RUN) {
                    own.leave();
                }
            } else if (room == EntryGuard.Room.RUN) {
                handOverOrLeave(own);
            } else {
                account(Verdict.NOTHING, "");
                stations.listener().happened(Stage.BULKHEAD, "refused", target, 0);
                notRun(entry, Failure.toolBusy(own.policy().running(), own.policy().waiting()));
            }
        }

        private void handOverOrLeave(EntryGuard own) throws InstanceUnavailableException {
            try {
                handOver();
            } catch (InstanceUnavailableException | RuntimeException e) {
                account(Verdict.NOTHING, "");
                own.leave();
                throw e;
            }
        }

        private void hasRoom(Waiting forRoom, EntryGuard own) {
            if (!take(forRoom)) {
                own.leave();
                return;
            }
            try {
                handOverOrLeave(own);
            } catch (InstanceUnavailableException e) {
                if (e.reason() == Reason.RETIRED) {
                    again();
                } else {
                    notRun(entry, Failure.unavailable(e));
                }
            } catch (RuntimeException e) {
                conclude(operation.failed(Failure.ofHost(IncidentLog.record(operation.label(), e))));
            }
        }

        private void hasWaitedTooLong(Waiting forRoom, EntryGuard own) {
            if (take(forRoom)) {
                forRoom.abandon.run();
                notRun(entry, Failure.toolBusy(own.policy().running(), own.policy().waiting()));
            }
        }

        /** Tells the guard once how the attempt ended. */
        private void account(Verdict verdict, String code) {
            EntryGuard.Passed with;
            synchronized (this) {
                with = passed;
                passed = null;
            }
            if (with == null || guard == null) {
                return;
            }
            guard.ended(target, with, operation.runtime(entry), verdict, code);
        }

        @Override
        public void becameTask() {
            account(Verdict.ANSWERED, "");
        }

        @Override
        public void placeFreed() {
            if (guard != null) {
                guard.leave();
            }
        }

        @Override
        public boolean takesOver(Outcome<R> how, Verdict verdict, @Nullable Failure failure, boolean isTask) {
            stations.listener().happened(Stage.PLUGIN, failure == null ? "ended" : failure.code(), target,
                    System.nanoTime() - startNanos);
            synchronized (Attempts.this) {
                isOver = true;
            }
            account(verdict, failure == null ? "" : failure.code());
            boolean hasFailed = verdict == Verdict.FAILED || verdict == Verdict.FAULT;
            if (guard == null || failure == null || isTask || !hasFailed || !operation.isRepeatable(entry)) {
                return false;
            }
            boolean mayRepeat = failure.retryable() && !failure.isTriedAgain() && made <= guard.policy().retries();
            return (mayRepeat && repeats(guard, how, failure)) || fallBack(entry, how, failure);
        }

        private boolean repeats(EntryGuard own, Outcome<R> how, Failure failure) {
            Duration delay = delay(own.policy(), failure);
            if (delay.toNanos() >= endNanos - System.nanoTime()) {
                return false;
            }
            last = how;
            lastFailure = failure;
            Waiting pause = new Waiting();
            if (!await(pause)) {
                return false;
            }
            stations.listener().happened(Stage.RETRY, "again", target, made);
            pause.callOff = own.delays().after(delay, () -> {
                if (take(pause)) {
                    apart(Attempts.this::again);
                }
            });
            return true;
        }

        /** Doubled each time, up to half as much again so that callers do not come back together. */
        private Duration delay(ToolPolicy policy, Failure failure) {
            double factor = Math.scalb(1 + JITTER * ThreadLocalRandom.current().nextDouble(), made - 1);
            Duration own = Duration.ofNanos((long) (policy.retryDelay().toNanos() * factor));
            Duration asked = failure.retryAfter();
            return asked != null && asked.compareTo(own) > 0 ? asked : own;
        }
    }
}
