package dev.patchbay.catalog.search;

import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.InstanceUnavailableException.Reason;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The threads on which the host searches, few and of its own, with a bounded queue. Safe for all threads. */
final class SearchThreads implements InstanceRuntime, AutoCloseable {
    private static final int THREADS = 2;

    private final String instance;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("patchbay-search-timer").factory());
    private final Set<Handed> handed = ConcurrentHashMap.newKeySet();

    SearchThreads(String instance, int maxWaiting) {
        this.instance = instance;
        this.threads = new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(maxWaiting),
                Thread.ofPlatform().daemon().name("patchbay-search-", 1).factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public String instance() {
        return instance;
    }

    @Override
    public String pluginId() {
        return instance;
    }

    @Override
    public String pluginVersion() {
        return "";
    }

    @Override
    public RunningWork submit(PluginWork work, Duration limit) throws InstanceUnavailableException {
        Handed one = new Handed(work);
        handed.add(one);
        try {
            one.deadline = timer.schedule(() -> one.giveUp(Cause.DEADLINE), limit.toMillis(), TimeUnit.MILLISECONDS);
            threads.execute(one.task);
        } catch (RejectedExecutionException e) {
            if (!one.forget()) {
                return one; // given up meanwhile, which was its answer
            }
            throw threads.isShutdown()
                    ? new InstanceUnavailableException(Reason.RETIRED, "The server is stopping")
                    : new InstanceUnavailableException(Reason.BUSY, "Too many searches run or wait already");
        }
        return one;
    }

    @Override
    public void close() {
        threads.shutdown();
        timer.shutdownNow();
        threads.getQueue().clear(); // else what waits begins as soon as what runs ends
        handed.forEach(one -> one.giveUp(Cause.STOPPED));
    }

    /** Work that was handed over. */
    private final class Handed implements RunningWork {
        private final PluginWork work;
        private final FutureTask<@Nullable Void> task = new FutureTask<>(this::run, null);
        private final AtomicBoolean begun = new AtomicBoolean();
        private volatile @Nullable Future<?> deadline;

        Handed(PluginWork work) {
            this.work = work;
        }

        private void run() {
            begun.set(true);
            work.run();
            forget();
        }

        /** The task ends before it is told: interrupting it later would hit the next one on its thread. */
        void giveUp(Cause cause) {
            if (forget()) {
                task.cancel(true);
                threads.remove(task);
                work.giveUp(cause);
            }
        }

        @Override
        public void cancel() {
            boolean waits = !begun.get();
            if (forget() && task.cancel(true) && waits) {
                threads.remove(task);
                work.giveUp(Cause.CANCELLED);
            }
        }

        private boolean forget() {
            Future<?> known = deadline;
            if (known != null) {
                known.cancel(false);
            }
            return handed.remove(this);
        }
    }
}
