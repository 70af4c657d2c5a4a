package dev.patchbay.protocol.rpc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes that are no JSON-RPC message: -32700 or -32600, with the id to answer to if one could be read. */
public final class RpcException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RpcError error;
    private final transient @Nullable RequestId id;

    public RpcException(RpcError error, @Nullable RequestId id) {
        super(error.message());
        this.error = error;
        this.id = id;
    }

    public RpcError error() {
        return error;
    }

    public Optional<RequestId> id() {
        return Optional.ofNullable(id);
    }
}
