package dev.patchbay.client;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The server could not be reached, broke off, or answered with an HTTP status that says no. */
public final class TransportException extends McpClientException {
    private static final long serialVersionUID = 1L;

    private final int status;

    TransportException(String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    TransportException(String message, int status) {
        super(message, null);
        this.status = status;
    }

    /** The HTTP status, if there was an answer. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
