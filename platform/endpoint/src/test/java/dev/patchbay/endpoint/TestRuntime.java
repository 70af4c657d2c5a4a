package dev.patchbay.endpoint;

import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Sixteen threads that run the test's handlers, with deadlines. */
final class TestRuntime implements InstanceRuntime, AutoCloseable {
    private final ExecutorService threads = Executors.newFixedThreadPool(16,
            Thread.ofPlatform().daemon().name("plugin-", 0).factory());
    private final ScheduledExecutorService deadlines = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("deadlines").factory());

    /** Whether nothing more is taken. */
    volatile boolean isBusy;
    volatile String version = "1.0.0";

    @Override
    public String instance() {
        return "test";
    }

    @Override
    public String pluginId() {
        return "test";
    }

    @Override
    public String pluginVersion() {
        return version;
    }

    @Override
    public RunningWork submit(PluginWork work, Duration limit) throws InstanceUnavailableException {
        if (isBusy) {
            throw new InstanceUnavailableException(InstanceUnavailableException.Reason.BUSY, "busy by the test");
        }
        Future<?> running = threads.submit(work::run);
        Future<?> deadline = deadlines.schedule(() -> {
            if (!running.isDone()) {
                work.giveUp(Cause.DEADLINE);
                running.cancel(true);
            }
        }, limit.toNanos(), TimeUnit.NANOSECONDS);
        return () -> {
            deadline.cancel(false);
            running.cancel(true);
        };
    }

    @Override
    public void close() {
        threads.shutdownNow();
        deadlines.shutdownNow();
    }
}
