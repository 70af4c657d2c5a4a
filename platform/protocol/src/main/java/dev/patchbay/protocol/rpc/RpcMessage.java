package dev.patchbay.protocol.rpc;

/** One JSON-RPC message, or a batch of them. */
public sealed interface RpcMessage permits RpcRequest, RpcNotification, RpcResponse, RpcBatch {}
