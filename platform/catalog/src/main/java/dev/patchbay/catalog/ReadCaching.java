package dev.patchbay.catalog;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of how reads through a connector may be given again. Whether it lets any be kept shows at the first read
 * that may.
 *
 * <p>Threads: safe for all.
 */
public final class ReadCaching {
    private static final AtomicLong COUNT = new AtomicLong();

    private final long number = COUNT.incrementAndGet();
    private final boolean signalsChanges;
    private final boolean isShared;
    private volatile boolean isUsed;

    /**
     * Creates it, as the connector said at its start.
     *
     * @param signalsChanges whether it tells of every change
     * @param isShared whether reads are the same for all clients
     */
    public ReadCaching(boolean signalsChanges, boolean isShared) {
        this.signalsChanges = signalsChanges;
        this.isShared = isShared;
        this.isUsed = signalsChanges;
    }

    /**
     * Returns whether it tells of every change.
     *
     * @return whether changes are told
     */
    public boolean signalsChanges() {
        return signalsChanges;
    }

    /**
     * Returns what tells it from that of each other start of a connector, between which changes may not have been told.
     *
     * @return a number that no other has in this run of the server
     */
    public long number() {
        return number;
    }

    /**
     * Returns whether reads are the same for all clients.
     *
     * @return whether clients share
     */
    public boolean isShared() {
        return isShared;
    }

    /**
     * Returns whether a read was seen that may be given again.
     *
     * @return whether it is worth while to look for one
     */
    public boolean isUsed() {
        return isUsed;
    }

    /** Says that a read may be given again. */
    public void used() {
        if (!isUsed) {
            isUsed = true;
        }
    }
}
