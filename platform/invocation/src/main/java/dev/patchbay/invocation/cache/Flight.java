package dev.patchbay.invocation.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call whose result others wait for that are the same.
 *
 * <p>Threads: any. {@link #land} tells each that waits, on its thread.
 */
public final class Flight {
    private final ResultCache cache;
    private final CacheKey key;
    private @Nullable List<Consumer<Landing>> waiting = new ArrayList<>();

    Flight(ResultCache cache, CacheKey key) {
        this.cache = cache;
        this.key = key;
    }

    /** How it ended, for those who waited. */
    public sealed interface Landing {
        /**
         * They may have what it got, unless something that it was built from has changed: who comes after a change may
         * have begun to wait just before the end.
         *
         * @param outcome the outcome, of the type that the caller knows
         * @param dependencies what it was built from
         * @param since the count of changes when it began to be built
         */
        record Shared(Object outcome, Set<String> dependencies, long since) implements Landing {}

        /** One of them has to begin again, and the others wait for that. */
        record Again() implements Landing {}

        /** What it got is for nobody else: each runs by itself. */
        record Alone() implements Landing {}
    }

    /** Lets somebody wait; false if it has ended already. */
    synchronized boolean join(Consumer<Landing> follower) {
        if (waiting == null) {
            return false;
        }
        waiting.add(follower);
        return true;
    }

    /**
     * Ends it: who comes from now on does not wait for it any more. The first end counts.
     *
     * @param landing what those get who wait
     * @return tells them; to be run once
     */
    public Runnable end(Landing landing) {
        List<Consumer<Landing>> followers;
        synchronized (this) {
            followers = waiting == null ? List.of() : waiting;
            waiting = null;
        }
        cache.landed(key, this);
        return () -> followers.forEach(follower -> follower.accept(landing));
    }

    /**
     * Ends it, and tells those who wait.
     *
     * @param landing what they get
     */
    public void land(Landing landing) {
        end(landing).run();
    }
}
