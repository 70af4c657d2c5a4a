package dev.patchbay.replay;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds an answer back until the test lets it go, so that a slow service needs no sleeping. Threads: any. */
public final class Gate {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Creates a gate that is shut. */
    public Gate() {}

    /** Lets go what is held, and what comes later. */
    public void release() {
        released.countDown();
    }

    /**
     * Waits until a request has come to the gate.
     *
     * @throws AssertionError if none comes within 30 seconds
     */
    public void awaitReached() {
        if (!await(reached)) {
            throw new AssertionError("No request came to the gate within " + LIMIT.toSeconds() + " s");
        }
    }

    /** Stops here until the gate is open; for what makes answers. */
    public void pass() {
        reached.countDown();
        await(released);
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
