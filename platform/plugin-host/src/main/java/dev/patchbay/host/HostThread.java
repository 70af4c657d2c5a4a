package dev.patchbay.host;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that owns the states of all plugins, and the virtual threads it sends away with what takes time. It is
 * started at once, so that no plugin's thread ever becomes the parent of one of the host.
 */
final class HostThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostThread.class);
    private static final Duration ASK_LIMIT = Duration.ofSeconds(10);

    private final ScheduledThreadPoolExecutor thread;
    private final Thread.Builder.OfVirtual away = Thread.ofVirtual().name("patchbay-plugins-", 0)
            .inheritInheritableThreadLocals(false);

    HostThread() {
        thread = new ScheduledThreadPoolExecutor(1, task -> Thread.ofPlatform().name("patchbay-plugins").daemon(true)
                .inheritInheritableThreadLocals(false).unstarted(task));
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        thread.prestartCoreThread();
    }

    /** Runs a task on the thread, in the order of the calls. */
    void post(Runnable task) {
        try {
            thread.execute(logged(task));
        } catch (RejectedExecutionException e) {
            LOG.debug("The host is closed, a change is dropped");
        }
    }

    void postLater(Duration delay, Runnable task) {
        try {
            var _ = thread.schedule(logged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The host is closed, a change is dropped");
        }
    }

    private static Runnable logged(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.error("A change of the plugins failed", e);
            }
        };
    }

    /** Runs a task that takes time, beside the thread; to be called on the thread only. */
    Thread send(Runnable task) {
        return away.start(logged(task));
    }

    /** Asks the thread and waits for the answer. */
    <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        post(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        try {
            return answer.get(ASK_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the plugin host", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The plugin host does not answer", e);
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
