package dev.patchbay.server.running;

/** Says that another server uses the data folder. */
public final class DataFolderTakenException extends StartException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do
     */
    public DataFolderTakenException(String message) {
        super(message);
    }
}
