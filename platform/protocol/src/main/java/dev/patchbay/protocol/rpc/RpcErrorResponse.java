package dev.patchbay.protocol.rpc;

import org.jspecify.annotations.Nullable;

/**
 * A request that failed.
 *
 * @param id of the request; null if it could not be read
 * @param error what failed
 */
public record RpcErrorResponse(@Nullable RequestId id, RpcError error) implements RpcResponse {}
