package dev.patchbay.endpoint;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.http.HttpExchange;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcWriter;

/** Serves no legacy client. */
final class NoLegacyEra implements LegacyEra {
    @Override
    public boolean serves(String httpMethod) {
        return false;
    }

    @Override
    public void otherMethod(HttpExchange exchange, Caller caller) {
        exchange.answer(405);
    }

    @Override
    public void request(HttpExchange exchange, Caller caller, RpcRequest request) {
        exchange.answer(400, RpcWriter.error(request.id(),
                RpcError.of(ErrorCode.INVALID_REQUEST, "Legacy revisions are not served")));
    }

    @Override
    public void notification(HttpExchange exchange, Caller caller, RpcNotification notification) {
        exchange.answer(400);
    }

    @Override
    public void response(HttpExchange exchange, Caller caller, RpcResponse response) {
        exchange.answer(400);
    }
}
