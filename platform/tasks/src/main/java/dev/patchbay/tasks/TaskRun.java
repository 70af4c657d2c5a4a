package dev.patchbay.tasks;

import dev.patchbay.invocation.RunningCall;
import org.jspecify.annotations.Nullable;

/** A run of a task in this process, which may be cancelled before it has begun. Safe for all threads. */
public final class TaskRun {
    private @Nullable RunningCall call;
    private boolean cancelled;

    TaskRun() {}

    /**
     * Notes the running call; cancels it if the task was cancelled meanwhile.
     *
     * @param begun the call
     */
    public void begin(RunningCall begun) {
        boolean late;
        synchronized (this) {
            call = begun;
            late = cancelled;
        }
        if (late) {
            begun.cancel();
        }
    }

    /** Whether the task was cancelled since it was taken for this run. */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        RunningCall begun;
        synchronized (this) {
            cancelled = true;
            begun = call;
        }
        if (begun != null) {
            begun.cancel();
        }
    }
}
