package dev.patchbay.protocol.rpc;

import java.util.Map;

/**
 * A message that is not answered.
 *
 * @param method as sent
 * @param params empty if absent
 */
public record RpcNotification(String method, Map<String, Object> params) implements RpcMessage {}
