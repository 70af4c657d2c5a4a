package dev.patchbay.protocol.rpc;

import java.util.Map;

/**
 * A request that was served.
 *
 * @param id of the request
 * @param result always an object in MCP
 */
public record RpcResultResponse(RequestId id, Map<String, Object> result) implements RpcResponse {}
