package dev.patchbay.broker;

/** A text is no grant; the message says what is wrong and how it is written. */
public final class InvalidGrantException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    InvalidGrantException(String message) {
        super(message);
    }
}
