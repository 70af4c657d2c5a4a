package dev.patchbay.invocation;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a call tells about its result while it makes it. Safe for all threads. */
final class Building {
    private static final int MAX_NAMES = 128;

    private final long since;
    private final Runnable whenEnded;
    private final Set<String> names = new HashSet<>();
    private @Nullable Object result;
    private long bytes;
    private @Nullable Duration life;
    private String code = "";
    private boolean hasEnded;
    private boolean isTooMuch;
    private @Nullable Runnable whenTask;

    /**
     * Begins.
     *
     * @param since the count of changes now
     * @param whenEnded what is done when a run of the plugin has ended, before anybody is told
     */
    Building(long since, Runnable whenEnded) {
        this.since = since;
        this.whenEnded = whenEnded;
    }

    long since() {
        return since;
    }

    /** It is built from this too. */
    synchronized void uses(Set<String> more) {
        for (String name : more) {
            if (names.size() > MAX_NAMES) { // more would only take memory: it is not kept as it is
                isTooMuch = true;
                return;
            }
            names.add(name);
        }
        isTooMuch |= names.size() > MAX_NAMES;
    }

    /** Nobody could tell when it has to be made anew. */
    synchronized void usesTooMuch() {
        isTooMuch = true;
    }

    synchronized boolean isTooMuch() {
        return isTooMuch;
    }

    synchronized Set<String> names() {
        return Set.copyOf(names);
    }

    /** It may be given again for so long, says the plugin. */
    synchronized void livesFor(Duration time) {
        life = time;
    }

    /** Null if the plugin says nothing. */
    synchronized @Nullable Duration life() {
        return life;
    }

    synchronized void onTask(Runnable what) {
        whenTask = what;
    }

    /** The call goes on as a task, so nobody gets its result from here. */
    void becameTask() {
        Runnable what;
        synchronized (this) {
            what = whenTask;
        }
        if (what != null) {
            what.run();
        }
    }

    /** This code makes it, which may be another than that which the call began with. */
    synchronized void madeBy(String name) {
        code = name;
    }

    synchronized String code() {
        return code;
    }

    /** Whether a run of the plugin has ended. */
    synchronized boolean hasEnded() {
        return hasEnded;
    }

    /** A run has ended; only what the plugin itself gave is its result. */
    void ended(Outcome<?> how, long size) {
        synchronized (this) {
            hasEnded = true;
            if (how instanceof Outcome.Completed<?> completed) {
                result = completed.result();
                bytes = size;
            }
        }
        whenEnded.run();
    }

    /** A run whose end was told before has ended now, and may have changed something meanwhile. */
    void abandonedCodeEnded() {
        whenEnded.run();
    }

    /** Whether it is what the plugin gave, not what another tool or the host says. */
    @SuppressWarnings("ReferenceEquality") // the very result is meant
    synchronized boolean isOf(Object other) {
        return result == other;
    }

    synchronized long bytes() {
        return bytes;
    }
}
