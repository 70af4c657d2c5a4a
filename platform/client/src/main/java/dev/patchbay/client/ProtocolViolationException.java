package dev.patchbay.client;

import org.jspecify.annotations.Nullable;

/** The server sent something that MCP does not allow, or speaks no revision this client speaks. */
public final class ProtocolViolationException extends McpClientException {
    private static final long serialVersionUID = 1L;

    ProtocolViolationException(String message) {
        super(message, null);
    }

    ProtocolViolationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
