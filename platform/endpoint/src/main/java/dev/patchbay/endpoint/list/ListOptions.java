package dev.patchbay.endpoint.list;

import dev.patchbay.protocol.CacheScope;
import java.time.Duration;

/**
 * How lists are served.
 *
 * @param pageSize entries on one page
 * @param timeToLive for how long a client may answer from its own copy, at most 5 s; an empty list has none
 * @param scope public only where every client sees the same, which is so in dev mode
 */
public record ListOptions(int pageSize, Duration timeToLive, CacheScope scope) {
    private static final Duration LONGEST = Duration.ofSeconds(5);

    public ListOptions {
        if (pageSize < 1) {
            throw new IllegalArgumentException("page-size is " + pageSize + ", it must be at least 1");
        }
        if (timeToLive.isNegative() || timeToLive.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The time to live is " + timeToLive + ", it must be from 0 to 5 s");
        }
    }

    public static ListOptions defaults() {
        return new ListOptions(1000, LONGEST, CacheScope.PRIVATE);
    }
}
