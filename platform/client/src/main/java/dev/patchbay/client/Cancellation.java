package dev.patchbay.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether a call was cancelled, and what then has to be broken off. Safe for all threads. */
final class Cancellation {
    private final List<Runnable> actions = new ArrayList<>();
    private Runnable breakOff = () -> {
    };
    private boolean cancelled;

    synchronized boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        List<Runnable> toRun;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            actions.add(breakOff);
            toRun = List.copyOf(actions);
            actions.clear();
        }
        toRun.forEach(Runnable::run);
    }

    /** The action is not to be run any more. */
    synchronized void forget(Runnable action) {
        actions.remove(action);
    }

    /** Runs the action when cancelled; at once if that has happened. */
    void onCancel(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                actions.add(action);
                return;
            }
        }
        action.run();
    }

    /** What is to be broken off now: replaces what was before, which is over. Runs at once if already cancelled. */
    void during(Runnable action) {
        synchronized (this) {
            if (!cancelled) {
                breakOff = action;
                return;
            }
        }
        action.run();
    }

    /** Waits, but not beyond a cancellation. */
    void pause(Duration duration) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        during(ended::countDown);
        boolean wasCancelled = ended.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        if (wasCancelled) {
            throw new CallCancelledException();
        }
    }
}
