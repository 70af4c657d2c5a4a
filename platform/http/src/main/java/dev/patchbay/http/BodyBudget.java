package dev.patchbay.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes all bodies together may have in memory that have not come to their end yet. Each of them is bounded, but
 * many slow clients with a body each would fill the heap. Safe for all threads.
 */
final class BodyBudget {
    private final AtomicLong free;

    BodyBudget(long bytes) {
        this.free = new AtomicLong(bytes);
    }

    /** Whether there is room for so many more. */
    boolean take(int bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    void giveBack(int bytes) {
        free.addAndGet(bytes);
    }
}
