package dev.patchbay.security.state;

/**
 * A state that is malformed, forged, expired, used up or made for something else. The message is safe to send and does
 * not tell a forger which of them it was.
 */
public final class InvalidStateException extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidStateException(String message) {
        super(message);
    }
}
