package dev.patchbay.protocol;

/**
 * How long and for whom a result stays true. Only modern revisions carry it.
 *
 * @param ttlMs milliseconds, not negative
 * @param cacheScope who may share it
 */
public record CacheHints(long ttlMs, CacheScope cacheScope) {
    /** Not to be cached: also what stands in results of revisions without cache hints. */
    public static final CacheHints NONE = new CacheHints(0, CacheScope.PRIVATE);

    public CacheHints {
        if (ttlMs < 0) {
            throw new IllegalArgumentException("ttlMs must not be negative");
        }
    }

    public static CacheHints privateFor(long ttlMs) {
        return new CacheHints(ttlMs, CacheScope.PRIVATE);
    }

    public static CacheHints publicFor(long ttlMs) {
        return new CacheHints(ttlMs, CacheScope.PUBLIC);
    }
}
