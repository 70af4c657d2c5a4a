package dev.patchbay.invocation.cache;

import java.util.List;

/**
 * What the cache did since the start, or since it was told to forget that.
 *
 * @param memory the results in memory
 * @param database those in the database; all zero where there is none
 * @param hasDatabase whether results are kept in the database too
 * @param joined calls that waited for another one that was the same
 * @param stale old results that were given
 * @param stored results that were kept
 * @param tools what was asked for most, at most 100
 */
public record CacheStatistics(Level memory, Level database, boolean hasDatabase, long joined, long stale, long stored,
        List<Entry> tools) {
    /** Copies the list. */
    public CacheStatistics {
        tools = List.copyOf(tools);
    }

    /**
     * One level.
     *
     * @param hits how often a result was there
     * @param misses how often not
     * @param entries how many results it holds now
     * @param bytes about how many bytes
     */
    public record Level(long hits, long misses, long entries, long bytes) {
        /**
         * Returns the part of the look-ups that found something.
         *
         * @return from 0 to 1; 0 if nothing was looked up
         */
        public double ratio() {
            return hits + misses == 0 ? 0 : (double) hits / (hits + misses);
        }
    }

    /**
     * One tool or scheme.
     *
     * @param instance the instance
     * @param name the tool, or the scheme of resources
     * @param hits how often a result was there, at either level
     * @param misses how often not
     */
    public record Entry(String instance, String name, long hits, long misses) {}
}
