package dev.patchbay.invocation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A call that waits to be recorded before it goes on; it can be cancelled meanwhile. Safe for all threads. */
final class SuspendedCall implements RunningCall {
    private final Runnable whenCancelled;
    private @Nullable RunningCall resumed;
    private boolean goesOn;
    private boolean cancelled;

    SuspendedCall(Runnable whenCancelled) {
        this.whenCancelled = whenCancelled;
    }

    /** Goes on, unless the call was cancelled. */
    void resume(Supplier<RunningCall> next) {
        synchronized (this) {
            if (cancelled) {
                return;
            }
            goesOn = true;
        }
        RunningCall running = next.get();
        boolean late;
        synchronized (this) {
            resumed = running;
            late = cancelled;
        }
        if (late) {
            running.cancel();
        }
    }

    @Override
    public void cancel() {
        RunningCall running;
        boolean isTaken;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            running = resumed;
            isTaken = goesOn;
        }
        if (!isTaken) {
            whenCancelled.run();
        } else if (running != null) {
            running.cancel();
        } // else resume() is just handing it over, and cancels it then
    }
}
