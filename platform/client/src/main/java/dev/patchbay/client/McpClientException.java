package dev.patchbay.client;

import org.jspecify.annotations.Nullable;

/** Whatever keeps a client from giving an answer. The message is written for a person. */
public abstract sealed class McpClientException extends RuntimeException
        permits McpException, TransportException, ProtocolViolationException, CallCancelledException,
        CallTimeoutException {
    private static final long serialVersionUID = 1L;

    McpClientException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
