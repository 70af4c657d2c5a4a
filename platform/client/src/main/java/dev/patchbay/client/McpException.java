package dev.patchbay.client;

import dev.patchbay.protocol.rpc.RpcError;
import java.util.Optional;

/** The server answered with an error: its code, its message and its data. */
public final class McpException extends McpClientException {
    private static final long serialVersionUID = 1L;

    private final transient RpcError error;
    private final int httpStatus;

    McpException(RpcError error, int httpStatus) {
        super(error.message() + " (error " + error.code() + ")", null);
        this.error = error;
        this.httpStatus = httpStatus;
    }

    /** The error's number, see {@link dev.patchbay.protocol.rpc.ErrorCode}. */
    public int code() {
        return error.code();
    }

    /** Any JSON value that came with the error. */
    public Optional<Object> data() {
        return Optional.ofNullable(error.data());
    }

    public RpcError error() {
        return error;
    }

    /** The HTTP status the error came with. */
    public int httpStatus() {
        return httpStatus;
    }
}
