package dev.patchbay.invocation;

import dev.patchbay.catalog.InstanceHealth;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The threads of an instance, few and real. Gives work up at its limit as the plugin host does. */
final class FakeRuntime implements InstanceRuntime, AutoCloseable {
    private final String instance;
    private final ExecutorService threads;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Map<Running, Boolean> running = new ConcurrentHashMap<>();
    private volatile InstanceUnavailableException.@Nullable Reason refusal;
    private volatile String lastLabel = "";
    private volatile Duration lastLimit = Duration.ZERO;
    private volatile Set<String> tools = Set.of();
    private volatile InstanceHealth health = InstanceHealth.GOOD;
    private volatile String quarantined = "";

    FakeRuntime(String instance) {
        this(instance, 4);
    }

    FakeRuntime(String instance, int threads) {
        this.instance = instance;
        this.threads = Executors.newFixedThreadPool(threads);
    }

    void refuse(InstanceUnavailableException.Reason reason) {
        refusal = reason;
    }

    void grantTools(String... names) {
        tools = Set.of(names);
    }

    @Override
    public void requireTool(String name) {
        if (!tools.contains(name)) {
            InstanceRuntime.super.requireTool(name);
        }
    }

    /** Gives up all that runs or waits. */
    void giveUpAll(Cause cause) {
        running.keySet().forEach(work -> work.giveUp(cause));
    }

    /** Waits until all that was handed over has left its thread. */
    void awaitIdle() throws InterruptedException {
        threads.shutdown();
        if (!threads.awaitTermination(20, TimeUnit.SECONDS)) {
            throw new AssertionError("A thread does not end");
        }
    }

    /** Whether all that was handed over went its way to the end. */
    boolean isIdle() {
        return running.isEmpty();
    }

    String lastLabel() {
        return lastLabel;
    }

    Duration lastLimit() {
        return lastLimit;
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public String pluginId() {
        return "plugin-of-" + instance;
    }

    @Override
    public String pluginVersion() {
        return "1.2.3";
    }

    @Override
    public RunningWork submit(PluginWork work, Duration limit) throws InstanceUnavailableException {
        InstanceUnavailableException.Reason reason = refusal;
        if (reason != null) {
            throw new InstanceUnavailableException(reason, "refused by the test");
        }
        lastLabel = work.label();
        lastLimit = limit;
        Running started = new Running(work);
        running.put(started, true);
        started.future = threads.submit(started::run);
        started.limit = timer.schedule(() -> started.giveUp(Cause.DEADLINE), limit.toMillis(), TimeUnit.MILLISECONDS);
        return started;
    }

    @Override
    public void health(InstanceHealth told) {
        health = told;
    }

    InstanceHealth health() {
        return health;
    }

    @Override
    public void quarantine(String why) {
        quarantined = why;
        refuse(InstanceUnavailableException.Reason.QUARANTINED);
    }

    String quarantined() {
        return quarantined;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        threads.shutdownNow();
    }

    private final class Running implements RunningWork {
        private final PluginWork work;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final AtomicBoolean givenUp = new AtomicBoolean();
        private volatile @Nullable Future<?> future;
        private volatile @Nullable Future<?> limit;

        Running(PluginWork work) {
            this.work = work;
        }

        void run() {
            if (begun.compareAndSet(false, true)) {
                work.run();
                work.placeFreed();
                running.remove(this);
                stopTimer();
            }
        }

        void giveUp(Cause cause) {
            if (running.remove(this) != null && givenUp.compareAndSet(false, true)) {
                work.giveUp(cause);
                interrupt();
            }
        }

        @Override
        public void cancel() {
            if (begun.compareAndSet(false, true)) {
                giveUp(Cause.CANCELLED);
            } else {
                interrupt();
            }
        }

        @Override
        public void extend(Duration more) {
            stopTimer();
            if (running.containsKey(this)) {
                limit = timer.schedule(() -> giveUp(Cause.DEADLINE), more.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void stopTimer() {
            Future<?> known = limit;
            if (known != null) {
                known.cancel(false);
            }
        }

        private void interrupt() {
            Future<?> known = future;
            if (known != null) {
                known.cancel(true);
            }
        }
    }
}
