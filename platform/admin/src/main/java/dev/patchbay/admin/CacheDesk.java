package dev.patchbay.admin;

import dev.patchbay.admin.route.About;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kept results of plugins. Implemented where the server is put together. Blocks for the database. */
public interface CacheDesk {
    /**
     * Tells what the cache did since the start.
     *
     * @return counts
     */
    CacheInfo info();

    /**
     * Tells whether the cache does its work; asks the database.
     *
     * @return how it is
     */
    CacheHealth health();

    /**
     * Gives up results.
     *
     * @param instance of one instance only
     * @param tool of one tool only, by its name in the catalog
     * @return how many
     */
    Cleared clear(Optional<String> instance, Optional<String> tool);

    /**
     * Gives up what was built from something, and tells subscribers of resources that were.
     *
     * @param source the URI of a resource as clients see it, or {@code datasource:<name>/<table>}
     */
    void changed(String source);

    /** What the cache did since the start. */
    record CacheInfo(@About("Each level, in the order in which it is asked.") List<CacheLevel> levels,
            @About("Calls that waited for the same call on its way instead of running.") long joined,
            @About("Old results that were given while a new one was made.") long stale,
            @About("Results that were kept.") long stored,
            @About("The tools and resource schemes that were asked for most, at most 100.") List<CachedEntry> entries) {
        /** Copies the lists. */
        public CacheInfo {
            levels = List.copyOf(levels);
            entries = List.copyOf(entries);
        }
    }

    /** How the cache is. */
    record CacheHealth(@About("Whether all levels that are in use work.") boolean ok,
            @About("Why the database keeps nothing; calls run the plugin then.") @Nullable String failure,
            @About("The levels in use, none where nothing is kept.") List<CacheLevel> levels) {
        /** Copies the list. */
        public CacheHealth {
            levels = List.copyOf(levels);
        }
    }

    /** One level. */
    record CacheLevel(@About("memory or database.") String level, long hits, long misses,
            @About("Hits of all look-ups, from 0 to 1.") double hitRatio, @About("Results in it now.") long entries,
            @About("About how many bytes they have.") long bytes) {}

    /** A tool, or all resources of a scheme. */
    record CachedEntry(String instance, @About("The tool, or the scheme with its colon.") String name, long hits,
            long misses, @About("Hits of all look-ups, from 0 to 1.") double hitRatio) {}

    /** What was given up. */
    record Cleared(@About("Results that were given up.") int results) {}
}
