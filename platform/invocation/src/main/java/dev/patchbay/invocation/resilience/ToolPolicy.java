package dev.patchbay.invocation.resilience;

import java.time.Duration;
import java.util.Optional;

/**
 * What holds for the calls of one tool, or of one prompt or scheme, which have neither retries nor a fallback.
 *
 * @param deadline how long a call may take, whatever the tool says; empty: what the tool says
 * @param running how many calls of it run at once, 0: as many as the plugin's threads let
 * @param waiting how many more wait where {@code running} is set
 * @param failures after how many failures in a row its breaker opens, 0: never
 * @param openFor how long the breaker stays open
 * @param trials how many calls are let through then at most, until one succeeds
 * @param retries how often a call is made again at most
 * @param retryDelay about how long before the first of them; doubled for each further one
 * @param fallback the name in the catalog of the tool that answers instead
 */
public record ToolPolicy(Optional<Duration> deadline, int running, int waiting, int failures, Duration openFor,
        int trials, int retries, Duration retryDelay, Optional<String> fallback) {
    /** 5 failures, 60 s, 5 trials; 3 retries from 1 s on; no bound or deadline of its own. */
    public static final ToolPolicy STANDARD = new ToolPolicy(Optional.empty(), 0, 64, 5, Duration.ofSeconds(60), 5, 3,
            Duration.ofSeconds(1), Optional.empty());

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative, or no trial is let through
     */
    public ToolPolicy {
        if (running < 0 || waiting < 0 || failures < 0 || trials < 1 || retries < 0) {
            throw new IllegalArgumentException("running, waiting, failures and retries are from 0, trials from 1; got "
                    + running + ", " + waiting + ", " + failures + ", " + retries + " and " + trials);
        }
        if (!openFor.isPositive() || !retryDelay.isPositive()) {
            throw new IllegalArgumentException("The times " + openFor + " and " + retryDelay + " must be positive");
        }
    }

    /**
     * Returns this policy with another deadline.
     *
     * @param value how long a call may take
     * @return the changed policy
     */
    public ToolPolicy withDeadline(Duration value) {
        return new ToolPolicy(Optional.of(value), running, waiting, failures, openFor, trials, retries, retryDelay,
                fallback);
    }

    /**
     * Returns this policy with bounds of the tool's own.
     *
     * @param most how many calls run at once, 0 for no bound
     * @param more how many wait
     * @return the changed policy
     */
    public ToolPolicy withBounds(int most, int more) {
        return new ToolPolicy(deadline, most, more, failures, openFor, trials, retries, retryDelay, fallback);
    }

    /**
     * Returns this policy with another breaker.
     *
     * @param inRow after how many failures in a row it opens, 0: never
     * @param time how long it stays open
     * @param calls how many calls are let through then
     * @return the changed policy
     */
    public ToolPolicy withBreaker(int inRow, Duration time, int calls) {
        return new ToolPolicy(deadline, running, waiting, inRow, time, calls, retries, retryDelay, fallback);
    }

    /**
     * Returns this policy with other retries.
     *
     * @param most how often a call is made again at most
     * @param first about how long before the first of them
     * @return the changed policy
     */
    public ToolPolicy withRetries(int most, Duration first) {
        return new ToolPolicy(deadline, running, waiting, failures, openFor, trials, most, first, fallback);
    }

    /**
     * Returns this policy with a fallback.
     *
     * @param tool the name in the catalog of the tool that answers instead
     * @return the changed policy
     */
    public ToolPolicy withFallback(String tool) {
        return new ToolPolicy(deadline, running, waiting, failures, openFor, trials, retries, retryDelay,
                Optional.of(tool));
    }
}
