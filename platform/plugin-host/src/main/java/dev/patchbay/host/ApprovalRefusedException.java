package dev.patchbay.host;

/** Why a decision about a plugin could not be taken; nothing has changed. The message is for administrators. */
public final class ApprovalRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    /** What is wrong. */
    public enum Reason {
        /** No JAR of this plugin, or none with this hash, lies in the folder, or nothing of it waits. */
        UNKNOWN,
        /** It is approved already. */
        APPROVED_ALREADY,
        /** Several JARs of the plugin wait: say which hash. */
        AMBIGUOUS,
        /** There is no such approval, refusal, quarantine or grant to take back. */
        NOT_APPROVED,
        /** It is dangerous as far as can be seen; who approves it all the same must say so. */
        FINDINGS,
        /** The grant is not written as one, or is nothing that could be given or taken. */
        INVALID_GRANT
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
