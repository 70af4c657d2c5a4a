package dev.patchbay.protocol.rpc;

import java.util.Map;

/**
 * A request, to be answered with a response of the same id.
 *
 * @param id never null on the wire
 * @param method as sent
 * @param params empty if absent
 */
public record RpcRequest(RequestId id, String method, Map<String, Object> params) implements RpcMessage {}
