package dev.patchbay.connector;

/** Says that a text is no JSON. Its message says where, and holds nothing of the text. */
public final class MalformedJsonException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(String message) {
        super(message);
    }
}
