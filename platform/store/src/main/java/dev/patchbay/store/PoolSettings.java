package dev.patchbay.store;

import java.time.Duration;

/**
 * How many connections the pool keeps and how long it waits for one. Source: requirement 264.
 *
 * @param max the most connections, 2 to 1000
 * @param min how many are kept open when idle, 0 to {@code max}
 * @param acquire how long a caller waits for a connection, 250 ms to 10 minutes
 * @param idle after how long a connection above {@code min} is closed, 10 s to 1 day
 */
public record PoolSettings(int max, int min, Duration acquire, Duration idle) {
    /** What is used when nothing is configured. */
    public static final PoolSettings DEFAULT = new PoolSettings(20, 5, Duration.ofSeconds(30),
            Duration.ofMinutes(10));

    /**
     * Checks the ranges.
     *
     * @throws BadSettingsException if a value is out of its range
     */
    public PoolSettings {
        if (max < 2 || max > 1000) {
            throw new BadSettingsException("the database pool's max is " + max + ": use 2 to 1000 connections");
        }
        if (min < 0 || min > max) {
            throw new BadSettingsException("the database pool's min is " + min + ": use 0 to its max, " + max);
        }
        checkRange("acquire", acquire, Duration.ofMillis(250), Duration.ofMinutes(10));
        checkRange("idle", idle, Duration.ofSeconds(10), Duration.ofDays(1));
    }

    private static void checkRange(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new BadSettingsException("the database pool's " + name + " is " + value.toMillis() + " ms: use "
                    + least.toMillis() + " to " + most.toMillis() + " ms");
        }
    }
}
