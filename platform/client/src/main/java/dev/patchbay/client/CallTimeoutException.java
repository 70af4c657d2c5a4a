package dev.patchbay.client;

import java.time.Duration;

/** The answer did not come in time; the call was cancelled. */
public final class CallTimeoutException extends McpClientException {
    private static final long serialVersionUID = 1L;

    CallTimeoutException(Duration timeout) {
        super("no answer within " + timeout.toMillis() + " ms; the call was cancelled", null);
    }
}
