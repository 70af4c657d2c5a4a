package dev.patchbay.invocation;

import dev.patchbay.catalog.ReadCaching;
import dev.patchbay.invocation.cache.CacheKey;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the results of an entry may be kept, and what its calls change.
 *
 * @param isKept whether results may be kept at all
 * @param kind what they are
 * @param name the tool in the catalog, or the URI that clients see
 * @param definition the hash of the definition
 * @param life for how long a result is fresh; zero if that shows only when it is there
 * @param stale for how long after that it may be given as an old one
 * @param isShared whether it is the same for all clients
 * @param changes what a call changes, as the plugin names it
 * @param reads what is known of the connector, null for a tool
 */
record Keeping(boolean isKept, CacheKey.Kind kind, String name, String definition, Duration life, Duration stale,
        boolean isShared, Set<String> changes, @Nullable ReadCaching reads) {
    /** Nothing is kept, and nothing is said to change. */
    static final Keeping NOTHING = new Keeping(false, CacheKey.Kind.TOOL, "", "", Duration.ZERO, Duration.ZERO, false,
            Set.of(), null);
}
