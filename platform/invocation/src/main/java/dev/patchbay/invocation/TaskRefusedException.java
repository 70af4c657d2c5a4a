package dev.patchbay.invocation;

import java.time.Duration;

/** Says that no further task is taken now. The message is for the client. */
public final class TaskRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param code a word in snake_case
     * @param message what the client is told
     * @param retryAfter how long to wait
     */
    public TaskRefusedException(String code, String message, Duration retryAfter) {
        super(message);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    Limiter.Hit hit() {
        return new Limiter.Hit(code, String.valueOf(getMessage()), retryAfter);
    }
}
