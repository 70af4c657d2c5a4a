package dev.patchbay.invocation.resilience;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs something later; what runs must return at once. Safe for all threads. */
@FunctionalInterface
public interface Delays {
    /**
     * By the timer of the JDK, which holds no thread meanwhile. Its own thread is started with the host: it inherits from
     * who starts it, and a thread of a plugin would keep the plugin in memory for ever.
     */
    Delays OF_THE_JDK = ofTheJdk();

    private static Delays ofTheJdk() {
        timer(Duration.ZERO).join();
        return (time, action) -> {
            var timer = timer(time);
            var _ = timer.thenRun(action);
            return () -> timer.cancel(false);
        };
    }

    private static CompletableFuture<@Nullable Void> timer(Duration time) {
        return new CompletableFuture<@Nullable Void>().completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Runs something once, unless it is called off.
     *
     * @param time after which time
     * @param action what
     * @return calls it off
     */
    Runnable after(Duration time, Runnable action);
}
