package dev.patchbay.inspection.archive;

/** Says what is wrong with an archive, in words that go after "it". */
public final class HostileArchiveException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong
     */
    public HostileArchiveException(String message) {
        super(message);
    }
}
