package dev.patchbay.invocation;

import dev.patchbay.api.call.CallCancelledException;
import dev.patchbay.invocation.Tasking.Begun;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the outcome of a run goes: to whoever called or, when the call became a task, to the task. While it is not settled
 * which of them, the outcome waits. Safe for all threads.
 *
 * @param <R> the API's type of result
 */
final class Becoming<R> {
    private final Tasking tasking;
    private final boolean allowed;
    private Consumer<? super Outcome<R>> outcome;
    private @Nullable CompletableFuture<Boolean> settling;
    private @Nullable Runnable waiting;
    private boolean begun;
    private boolean over;

    Becoming(Tasking tasking, boolean allowed, Consumer<? super Outcome<R>> outcome) {
        this.tasking = tasking;
        this.allowed = allowed;
        this.outcome = outcome;
    }

    /** Whether whoever called gets, or has got, a task instead of a result. */
    boolean isTask() {
        synchronized (this) {
            return begun || tasking.running().isPresent();
        }
    }

    /** Whether the host may make a task of the call. */
    boolean isPossible() {
        return allowed && tasking.isOffered() && tasking.running().isEmpty();
    }

    /** Makes a task of the call, on the thread of the call, which waits for it. */
    boolean now(String chain, RunningCall call, Consumer<Begun> taken) {
        if (!allowed) {
            throw PluginFaultException.of("it calls asTask(), but is not declared with task support");
        }
        if (tasking.running().isPresent()) {
            return true;
        }
        if (!tasking.isOffered()) {
            return false;
        }
        try {
            return start(chain, call, taken).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallCancelledException("The call was ended before it became a task");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TaskRefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException("The call could not become a task", e.getCause());
        }
    }

    /** Begins to make a task of the call; ends with whether it is one. */
    CompletableFuture<Boolean> start(String chain, RunningCall call, Consumer<Begun> taken) {
        CompletableFuture<Boolean> mine;
        synchronized (this) {
            if (settling != null) {
                return settling;
            }
            if (over) {
                return CompletableFuture.completedFuture(begun);
            }
            mine = new CompletableFuture<>();
            settling = mine;
        }
        var _ = tasking.begin(chain, call).whenComplete((next, problem) -> settle(mine, next, problem, taken));
        return mine;
    }

    private void settle(CompletableFuture<Boolean> mine, @Nullable Begun next, @Nullable Throwable problem,
            Consumer<Begun> taken) {
        Runnable late;
        if (next != null) {
            taken.accept(next);
            try {
                next.announce().run();
            } catch (RuntimeException e) { // of the transport; the task is there all the same
                IncidentLog.lost("a task", e);
            }
        }
        synchronized (this) {
            settling = null;
            if (next != null) {
                begun = true;
                over = true;
                outcome = next.end();
            }
            late = waiting;
            waiting = null;
        }
        if (late != null) {
            late.run();
        }
        if (next != null) {
            mine.complete(true);
        } else {
            mine.completeExceptionally(problem instanceof CompletionException wrapped && wrapped.getCause() != null
                    ? wrapped.getCause()
                    : problem == null ? new IllegalStateException("neither a task nor a problem") : problem);
        }
    }

    /** Runs the end of the run as soon as it is settled where its outcome goes. */
    void whenSettled(Runnable end) {
        synchronized (this) {
            over = true;
            if (settling != null) {
                waiting = end;
                return;
            }
        }
        end.run();
    }

    /** Tells the outcome; only from within the end of the run. */
    void tell(Outcome<R> how) {
        Consumer<? super Outcome<R>> whom;
        synchronized (this) {
            whom = outcome;
        }
        whom.accept(how);
    }
}
