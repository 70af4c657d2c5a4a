package dev.patchbay.tasks;

import java.time.Duration;

/**
 * What an administrator can set about tasks.
 *
 * @param after after which time the host makes a task of a call whose tool allows it; zero for never
 * @param limit how long one run of a task may take
 * @param timeToLive how long a task is kept, from its creation
 * @param pollInterval how often clients are told to ask
 * @param most how many tasks are kept
 * @param mostOfClient how many of them may be of one client
 */
public record TaskOptions(Duration after, Duration limit, Duration timeToLive, Duration pollInterval, int most,
        int mostOfClient) {
    /**
     * Checks them.
     *
     * @throws IllegalArgumentException if something is not positive
     */
    public TaskOptions {
        if (after.isNegative() || !limit.isPositive() || !timeToLive.isPositive() || !pollInterval.isPositive()
                || most < 1 || mostOfClient < 1) {
            throw new IllegalArgumentException("Times and numbers of tasks must be positive");
        }
    }

    /** Returns 10 s until a long call becomes a task, 1 h for a run, kept for a day, 10,000 and 1000 of one client. */
    public static TaskOptions defaults() {
        return new TaskOptions(Duration.ofSeconds(10), Duration.ofHours(1), Duration.ofDays(1), Duration.ofSeconds(1),
                10_000, 1000);
    }
}
