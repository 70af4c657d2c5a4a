package dev.patchbay.invocation.cache;

import java.time.Duration;

/**
 * How much is kept for how long.
 *
 * @param entries how many results are kept in memory, 0 for none: then nothing is cached at all
 * @param bytes how many bytes of memory they may take, about
 * @param resourceLife for how long reads are kept of a connector that tells of changes and says no time itself
 * @param databaseLife for how long a result is kept in the database at most, zero for not at all
 * @param databaseFrom how long a result must live to be worth a row
 * @param databaseRows how many rows there may be
 * @param databaseBytes how many bytes they may have, about
 */
public record CacheOptions(int entries, long bytes, Duration resourceLife, Duration databaseLife,
        Duration databaseFrom, int databaseRows, long databaseBytes) {
    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public CacheOptions {
        if (entries < 0 || bytes < 0 || resourceLife.isNegative() || databaseLife.isNegative()
                || databaseFrom.isNegative() || databaseRows < 0 || databaseBytes < 0) {
            throw new IllegalArgumentException("A limit of the cache is negative");
        }
    }

    /**
     * Returns what holds unless it is configured: 1,000 results of 32 MiB in memory, 86,400 s in the database.
     *
     * @return the defaults
     */
    public static CacheOptions defaults() {
        return new CacheOptions(1000, 32L << 20, Duration.ofHours(1), Duration.ofDays(1), Duration.ofMinutes(1),
                100_000, 256L << 20);
    }
}
