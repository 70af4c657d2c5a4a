package dev.patchbay.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way. It runs on a virtual thread of its own. Safe for all threads.
 *
 * @param <T> what it gives
 */
public final class PendingCall<T> {
    private final CompletableFuture<T> future = new CompletableFuture<>();
    private final Cancellation cancellation;
    private final Duration timeout;

    private PendingCall(Cancellation cancellation, Duration timeout) {
        this.cancellation = cancellation;
        this.timeout = timeout;
    }

    static <T> PendingCall<T> start(String name, Duration timeout, Function<Cancellation, T> work) {
        Cancellation cancellation = new Cancellation();
        PendingCall<T> call = new PendingCall<>(cancellation, timeout);
        Thread.ofVirtual().name("mcp-client-" + name).start(() -> call.run(work));
        return call;
    }

    private void run(Function<Cancellation, T> work) {
        try {
            future.complete(work.apply(cancellation));
        } catch (Throwable e) {
            // Also what a listener or handler of the caller threw: the one who waits must learn of it.
            future.completeExceptionally(cancellation.isCancelled() ? new CallCancelledException() : e);
        }
    }

    /**
     * Waits for the answer. An interrupt cancels the call, and stays set.
     *
     * @throws McpClientException if there is none
     */
    public T get() {
        try {
            return future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            cancel();
            throw new CallTimeoutException(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            cancel();
            throw new CallCancelledException();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    /** Breaks the call off: modern by closing its stream, legacy by telling the server. */
    public void cancel() {
        cancellation.cancel();
    }

    public boolean isDone() {
        return future.isDone();
    }

    private static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof McpClientException problem) {
            // Thrown on another thread: the caller's own frames are what helps here.
            problem.setStackTrace(new Throwable().getStackTrace());
            return problem;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException problem
                ? problem
                : new IllegalStateException("the call failed unexpectedly", cause);
    }
}
