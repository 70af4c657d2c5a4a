package dev.patchbay.invocation.budget;

import java.time.Duration;

/**
 * What an administrator can set about results.
 *
 * @param standard what a client gets at once that has no budget of its own
 * @param keepFor for how long the rest of a cut result can be read
 * @param mostKept how many results are kept
 * @param mostKeptOfClient how many of them may be of one client
 * @param mostBytes how many bytes are kept
 * @param mostBytesOfClient how many of them may be of one client
 */
public record BudgetOptions(Budget standard, Duration keepFor, int mostKept, int mostKeptOfClient, long mostBytes,
        long mostBytesOfClient) {
    /** The defaults: ten minutes, 1,000 results and 64 MiB, of one client 100 and 24 MiB. */
    public static final BudgetOptions DEFAULT = new BudgetOptions(Budget.DEFAULT, Duration.ofMinutes(10), 1000, 100,
            64L << 20, 24L << 20);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a number cannot be used
     */
    public BudgetOptions {
        if (!keepFor.isPositive() || mostKept < 0 || mostKeptOfClient < 0 || mostBytes < 0 || mostBytesOfClient < 0) {
            throw new IllegalArgumentException("Results are kept for " + keepFor + ", at most " + mostKept + " and "
                    + mostBytes + " bytes, of one client " + mostKeptOfClient + " and " + mostBytesOfClient
                    + ": the time must be positive and nothing less than 0");
        }
    }

    /**
     * Returns the options with another budget.
     *
     * @param value what a client gets at once that has no budget of its own
     * @return the changed options
     */
    public BudgetOptions withStandard(Budget value) {
        return new BudgetOptions(value, keepFor, mostKept, mostKeptOfClient, mostBytes, mostBytesOfClient);
    }
}
