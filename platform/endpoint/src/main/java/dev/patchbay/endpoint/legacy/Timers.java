package dev.patchbay.endpoint.legacy;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs short tasks later, on one thread. */
final class Timers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Timers.class);

    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("patchbay-sessions").factory());

    /** A task that has not run yet, or has. */
    @FunctionalInterface
    interface Timer {
        void cancel();
    }

    Timers() {
        thread.setRemoveOnCancelPolicy(true);
    }

    Timer after(Duration delay, Runnable task) {
        try {
            Future<?> waiting = thread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> waiting.cancel(false);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server is stopping, so nothing runs later");
            return () -> {
            };
        }
    }

    void every(Duration period, Runnable task) {
        after(period, () -> {
            run(task);
            every(period, task);
        });
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A timed task failed", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
