package dev.patchbay.endpoint;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.legacy.SseServer;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpError;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcException;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;

/** Where clients of the oldest transport post their messages. */
final class SseMessagesPath implements IdentifiedPath.Next {
    private final RpcReader reader;
    private final SseServer server;

    SseMessagesPath(JsonReader json, SseServer server) {
        this.reader = new RpcReader(json);
        this.server = server;
    }

    @Override
    public void handle(HttpExchange exchange, Caller caller) {
        if (!exchange.isPost()) {
            exchange.responseHeader(HeaderName.ALLOW, "POST");
            exchange.answer(405, HttpError.json("method_not_allowed", "Send MCP messages with POST."));
        } else if (McpPath.isJson(exchange.header(HeaderName.CONTENT_TYPE))) {
            exchange.readBody(body -> message(exchange, caller, body));
        } else {
            exchange.fail(415, "unsupported_media_type", "Send Content-Type: application/json.");
        }
    }

    private void message(HttpExchange exchange, Caller caller, byte[] body) {
        RpcMessage message;
        try {
            message = reader.read(body);
        } catch (RpcException e) {
            exchange.answer(400, RpcWriter.error(e.id().orElse(null), e.error()));
            return;
        }
        if (message instanceof RpcRequest request && RequestMeta.claimedVersion(request.params()).isPresent()) {
            exchange.answer(400, RpcWriter.error(request.id(), RpcError.of(ErrorCode.INVALID_REQUEST,
                    "This transport is for revisions with a handshake. Post to /mcp")));
        } else {
            server.message(exchange, caller, message);
        }
    }
}
