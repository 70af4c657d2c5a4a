package dev.patchbay.host.runtime;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The bounds of a pool.
 *
 * @param threads how many threads at most, from 1
 * @param queue how many calls may wait when all threads are busy, from 0
 * @param keepAlive after which idle time a thread ends
 * @param lostAfter after which time beyond its limit a call is lost and its thread replaced
 * @param spinsAfter after which time beyond its limit a call that uses the processor all the time is lost
 * @param maxSpinning at how many lost calls that use the processor the instance is quarantined
 * @param maxLost at how many lost calls of any kind the instance is quarantined
 * @param wakes wakes a thread for a call that was handed over, on the thread that did so: at once, or soon after, so that
 *            a thread that reads many requests in a row enters the kernel once for all of them
 */
public record PoolSettings(int threads, int queue, Duration keepAlive, Duration lostAfter, Duration spinsAfter,
        int maxSpinning, int maxLost, Executor wakes) {
    /** Checks the numbers. */
    public PoolSettings {
        if (threads < 1 || queue < 0 || maxSpinning < 1 || maxLost < 1) {
            throw new IllegalArgumentException(
                    "threads, maxSpinning and maxLost are from 1, queue is from 0; got threads "
                            + threads + ", queue " + queue + ", maxSpinning " + maxSpinning + ", maxLost " + maxLost);
        }
    }

    /**
     * Returns the defaults of the host: 16 threads, 64 waiting calls.
     *
     * @return the defaults
     */
    public static PoolSettings defaults() {
        return new PoolSettings(16, 64, Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMillis(1500),
                2, 8, Runnable::run);
    }

    /**
     * Returns these settings with other sizes.
     *
     * @param newThreads how many threads at most
     * @param newQueue how many calls may wait
     * @return the changed settings
     */
    public PoolSettings withSize(int newThreads, int newQueue) {
        return new PoolSettings(newThreads, newQueue, keepAlive, lostAfter, spinsAfter, maxSpinning, maxLost,
                wakes);
    }

    /**
     * Returns these settings with another way to wake threads.
     *
     * @param newWakes runs what wakes a thread
     * @return the changed settings
     */
    public PoolSettings withWakes(Executor newWakes) {
        return new PoolSettings(threads, queue, keepAlive, lostAfter, spinsAfter, maxSpinning, maxLost, newWakes);
    }

    /**
     * Returns these settings with another way to find calls that do not end.
     *
     * @param newLostAfter after which time beyond its limit a call is lost
     * @param newSpinsAfter after which time a call that uses the processor is
     * @param newMaxSpinning at how many of these the instance is quarantined
     * @param newMaxLost at how many lost calls of any kind it is
     * @return the changed settings
     */
    public PoolSettings withLosses(Duration newLostAfter, Duration newSpinsAfter, int newMaxSpinning,
            int newMaxLost) {
        return new PoolSettings(threads, queue, keepAlive, newLostAfter, newSpinsAfter, newMaxSpinning, newMaxLost,
                wakes);
    }
}
