package dev.patchbay.catalog;

/** Says that an instance takes no work now. */
public final class InstanceUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** Why it takes none. */
    public enum Reason {
        /** This generation was replaced or removed: look the entry up again. */
        RETIRED,
        /** All threads are busy and the queue is full. */
        BUSY,
        /** Too many lost calls; its JAR must be copied into the plugins folder again, or the server be restarted. */
        QUARANTINED
    }

    /**
     * Creates the exception.
     *
     * @param reason why
     * @param message a text that may be shown to clients
     */
    public InstanceUnavailableException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Returns why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
