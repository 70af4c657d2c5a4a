package dev.patchbay.client;

/** The caller cancelled the call, or was interrupted while waiting for it. */
public final class CallCancelledException extends McpClientException {
    private static final long serialVersionUID = 1L;

    CallCancelledException() {
        super("the call was cancelled", null);
    }
}
