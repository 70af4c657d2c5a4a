package dev.patchbay.host.runtime;

import dev.patchbay.catalog.InstanceRuntime.Cause;
import dev.patchbay.catalog.InstanceRuntime.PluginWork;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls of the host's own into a plugin (start, stop, list), made on a thread of the instance while a thread of the host
 * waits.
 *
 * <p>Threads: all methods; {@link #call} blocks, so never call them on an I/O thread.
 */
public final class PluginCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PluginCalls.class);
    private static final int SHOWN_CAUSES = 3;

    private final InstancePool pool;

    /**
     * Creates it for a pool.
     *
     * @param pool where the code runs
     */
    public PluginCalls(InstancePool pool) {
        this.pool = pool;
    }

    /**
     * Runs code of the plugin and waits for its end.
     *
     * @param <T> type of the result
     * @param label what it is, such as {@code start}
     * @param code the code
     * @param limit how long at most
     * @return the result
     * @throws PluginFailure if the code threw anything, did not end in time, or the pool has ended
     */
    public <T> T call(String label, Callable<T> code, Duration limit) throws PluginFailure {
        CompletableFuture<T> result = new CompletableFuture<>();
        PluginWork work = new PluginWork() {
            @Override
            public String label() {
                return label;
            }

            @Override
            public void run() {
                try {
                    result.complete(code.call());
                } catch (Throwable t) {
                    result.completeExceptionally(new PluginFailure(describe(label, t)));
                }
            }

            @Override
            public void giveUp(Cause cause) {
                result.completeExceptionally(new PluginFailure(switch (cause) {
                    case DEADLINE -> label + " did not end within " + limit.toMillis() + " ms";
                    case CANCELLED, STOPPED, QUARANTINED -> label + " was ended by the host";
                }));
            }
        };
        var running = pool.submitFirst(work, limit);
        try {
            return result.get();
        } catch (InterruptedException e) {
            running.cancel();
            Thread.currentThread().interrupt();
            throw new PluginFailure(label + " was interrupted");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PluginFailure failure ? failure
                    : new PluginFailure(label + " failed: " + e.getCause());
        }
    }

    /**
     * Returns how long the call that runs on the current thread may still take.
     *
     * @return the time, not negative; empty if the current thread runs none of the instance
     */
    public Optional<Duration> callTime() {
        Task task = Worker.currentOf(pool);
        return task == null ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, -task.overdue(System.nanoTime()))));
    }

    private String describe(String label, Throwable thrown) {
        try {
            StringWriter stack = new StringWriter();
            thrown.printStackTrace(new PrintWriter(stack, true));
            LOG.warn("{}: {} failed: {}", pool.instance(), label, pool.secrets().hidden(stack.toString()));
            StringBuilder text = new StringBuilder(label).append(" failed: ").append(thrown);
            Throwable cause = thrown.getCause();
            for (int i = 0; i < SHOWN_CAUSES && cause != null; i++) {
                text.append("; caused by ").append(cause);
                cause = cause.getCause();
            }
            return pool.secrets().hidden(text.toString());
        } catch (Throwable inDescription) {
            return label + " failed: " + thrown.getClass().getName();
        }
    }
}
