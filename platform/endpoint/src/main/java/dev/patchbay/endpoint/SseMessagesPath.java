package dev.patchbay.endpoint;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.legacy.SseServer;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpError;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcBatch;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import org.jspecify.annotations.Nullable;

/** Where clients of the oldest transport post their messages. */
final class SseMessagesPath implements IdentifiedPath.Next {
    private final PostedMessage posted;
    private final SseServer server;

    SseMessagesPath(JsonReader json, SseServer server) {
        this.posted = new PostedMessage(json);
        this.server = server;
    }

    @Override
    public void handle(HttpExchange exchange, Caller caller) {
        if (!exchange.isPost()) {
            exchange.responseHeader(HeaderName.ALLOW, "POST");
            exchange.answer(405, HttpError.json("method_not_allowed", "Send MCP messages with POST."));
        } else {
            posted.read(exchange, message -> message(exchange, caller, message));
        }
    }

    private void message(HttpExchange exchange, Caller caller, RpcMessage message) {
        switch (message) {
            case RpcRequest request when RequestMeta.claimedVersion(request.params()).isPresent() -> refuse(exchange,
                    request.id());
            case RpcBatch batch when McpPath.claimsModern(batch) -> refuse(exchange, null);
            case RpcMessage other -> server.message(exchange, caller, other);
        }
    }

    private static void refuse(HttpExchange exchange, @Nullable RequestId id) {
        exchange.answer(400, RpcWriter.error(id, RpcError.of(ErrorCode.INVALID_REQUEST,
                "This transport is for revisions with a handshake. Post to /mcp")));
    }
}
