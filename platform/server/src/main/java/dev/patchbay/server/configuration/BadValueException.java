package dev.patchbay.server.configuration;

/** Says that a text is no value of a setting; the message says what is expected. */
final class BadValueException extends Exception {
    private static final long serialVersionUID = 1L;

    BadValueException(String message) {
        super(message);
    }
}
