package dev.patchbay.endpoint;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.http.HttpExchange;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;

/** What the path hands to the legacy era. On I/O threads. */
interface LegacyEra {
    boolean serves(String httpMethod);

    void otherMethod(HttpExchange exchange, Caller caller);

    void request(HttpExchange exchange, Caller caller, RpcRequest request);

    void notification(HttpExchange exchange, Caller caller, RpcNotification notification);

    void response(HttpExchange exchange, Caller caller, RpcResponse response);
}
