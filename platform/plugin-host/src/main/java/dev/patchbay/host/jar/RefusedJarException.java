package dev.patchbay.host.jar;

/** Says why a file is not taken as a plugin, in a sentence for the administrator. */
public final class RefusedJarException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean incomplete;

    private RefusedJarException(String message, boolean incomplete) {
        super(message);
        this.incomplete = incomplete;
    }

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do
     */
    public RefusedJarException(String message) {
        this(message, false);
    }

    static RefusedJarException notAZip(String detail) {
        return new RefusedJarException("it is not a JAR, or its copy did not end (" + detail + "); copy it again",
                true);
    }

    /**
     * Returns whether the file may be a JAR that is still being copied.
     *
     * @return whether it cannot be read as a JAR at all
     */
    public boolean incomplete() {
        return incomplete;
    }
}
