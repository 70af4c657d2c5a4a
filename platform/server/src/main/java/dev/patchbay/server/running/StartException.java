package dev.patchbay.server.running;

/** Says why the server does not start, and what to do; the message is for people. */
public class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do
     */
    public StartException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what is wrong and what to do
     * @param cause what happened
     */
    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
