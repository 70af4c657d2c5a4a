package dev.patchbay.protocol.json;

/**
 * JSON that cannot be read within the limits, or a value that has no JSON form. The message is written for the sender of
 * the JSON: it says what is wrong and, for a limit, its name and value; it never carries a library's text or the input.
 */
public final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public JsonException(String message) {
        super(message);
    }

    JsonException(String message, Throwable cause) {
        super(message, cause);
    }
}
