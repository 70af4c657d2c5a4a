package dev.patchbay.host;

/** Why an approval could not be given or withdrawn; nothing has changed. The message is for administrators. */
public final class ApprovalRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong. */
    public enum Reason {
        /** No JAR of this plugin, or none with this hash, lies in the folder. */
        UNKNOWN,
        /** It is approved already. */
        APPROVED_ALREADY,
        /** Several JARs of the plugin wait: say which hash. */
        AMBIGUOUS,
        /** There is no such approval to withdraw. */
        NOT_APPROVED
    }

    ApprovalRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * Returns what is wrong.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
