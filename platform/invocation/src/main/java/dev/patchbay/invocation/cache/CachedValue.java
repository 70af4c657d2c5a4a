package dev.patchbay.invocation.cache;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A result that is kept. What it holds is of classes of the JDK and the API only.
 *
 * <p>Threads: any.
 */
public final class CachedValue {
    private static final long RETRY_MILLIS = 5000;

    private final Object result;
    private final long bytes;
    private final long heapBytes;
    private final Life life;
    private final Set<String> dependencies;
    private final long builtAt;
    private final AtomicLong nextRefresh = new AtomicLong();

    /**
     * Until when it is given.
     *
     * @param freshUntil as the current result, in milliseconds
     * @param staleUntil as an old one
     */
    public record Life(long freshUntil, long staleUntil) {}

    /**
     * Creates a value.
     *
     * @param result the result
     * @param bytes about how large it is as JSON
     * @param life until when it is given
     * @param dependencies what it was built from, as {@link dev.patchbay.catalog.Dependency} names it for use
     * @param builtAt the count of changes when it began to be built, see {@link ResultCache#changes()}
     */
    public CachedValue(Object result, long bytes, Life life, Set<String> dependencies, long builtAt) {
        this.result = result;
        this.bytes = bytes;
        this.heapBytes = HeapSize.of(result) + HeapSize.of(dependencies);
        this.life = life;
        this.dependencies = Set.copyOf(dependencies);
        this.builtAt = builtAt;
    }

    /** {@return the result} */
    public Object result() {
        return result;
    }

    /** {@return about how large it is as JSON} */
    public long bytes() {
        return bytes;
    }

    /** {@return about how much memory it takes} */
    long heapBytes() {
        return heapBytes;
    }

    /** {@return until when it is given} */
    public Life life() {
        return life;
    }

    /** {@return what it was built from} */
    public Set<String> dependencies() {
        return dependencies;
    }

    /** {@return the count of changes when it began to be built} */
    public long builtAt() {
        return builtAt;
    }

    /**
     * Takes the right to make a new one: one caller has it until {@link #refreshed}, and when that failed, another some
     * seconds later.
     *
     * @param now the time in milliseconds
     * @return whether the caller has it
     */
    public boolean takeRefresh(long now) {
        long next = nextRefresh.get();
        return now >= next && nextRefresh.compareAndSet(next, Long.MAX_VALUE);
    }

    /**
     * Gives the right back.
     *
     * @param now the time in milliseconds
     */
    void refreshed(long now) {
        nextRefresh.set(now + RETRY_MILLIS);
    }
}
