package dev.patchbay.http;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many streams clients hold open to listen, in both eras. Safe for all threads. */
public final class StreamLimit {
    /** What a client is told that is not admitted. */
    public static final String REFUSAL = "Too many open streams (settings mcp.max-streams,"
            + " mcp.max-streams-per-client). Close one first.";

    private final int max;
    private final int maxPerCaller;
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentMap<String, Integer> countOf = new ConcurrentHashMap<>();

    public StreamLimit(int max, int maxPerCaller) {
        this.max = max;
        this.maxPerCaller = maxPerCaller;
    }

    /** Whether there is room for one more; if so it counts until it is released. */
    public boolean admit(String caller) {
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            return false;
        }
        if (countOf.merge(caller, 1, Integer::sum) > maxPerCaller) {
            release(caller);
            return false;
        }
        return true;
    }

    /** Says that a stream has ended. */
    public void release(String caller) {
        count.decrementAndGet();
        countOf.computeIfPresent(caller, (key, streams) -> streams == 1 ? null : streams - 1);
    }
}
