package dev.patchbay.protocol.rpc;

/** The answer to a request: a result or an error. */
public sealed interface RpcResponse extends RpcMessage permits RpcResultResponse, RpcErrorResponse {}
