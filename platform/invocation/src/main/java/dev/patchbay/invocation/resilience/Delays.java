package dev.patchbay.invocation.resilience;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs something later; what runs must return at once. Safe for all threads. */
@FunctionalInterface
public interface Delays {
    /** By the timer of the JDK, which holds no thread meanwhile. */
    Delays OF_THE_JDK = (time, action) -> {
        var timer = new CompletableFuture<@Nullable Void>().completeOnTimeout(null, time.toNanos(),
                TimeUnit.NANOSECONDS);
        var _ = timer.thenRun(action);
        return () -> timer.cancel(false);
    };

    /**
     * Runs something once, unless it is called off.
     *
     * @param time after which time
     * @param action what
     * @return calls it off
     */
    Runnable after(Duration time, Runnable action);
}
