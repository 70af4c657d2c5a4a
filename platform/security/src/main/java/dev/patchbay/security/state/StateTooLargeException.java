package dev.patchbay.security.state;

/** More content than a sealed state may carry. The message is safe to send. */
public final class StateTooLargeException extends Exception {
    private static final long serialVersionUID = 1L;

    StateTooLargeException(int length, int limit) {
        super("The answers and kept values of this call are too large to travel with it: " + length
                + " characters sealed, at most " + limit);
    }
}
