package dev.patchbay.protocol;

import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcError;

/** Parameters that do not have the form the revision asks for. The message names the member and is safe to send. */
public final class InvalidParamsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidParamsException(String message) {
        super(message);
    }

    /** The error to answer with, -32602. */
    public RpcError error() {
        return RpcError.of(ErrorCode.INVALID_PARAMS, String.valueOf(getMessage()));
    }
}
