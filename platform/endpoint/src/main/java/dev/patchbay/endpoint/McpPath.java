package dev.patchbay.endpoint;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.legacy.LegacyServer;
import dev.patchbay.endpoint.modern.ModernServer;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpError;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.http.HeaderValue;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RpcBatch;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one path of MCP: finds out of which era a message is. A version in {@code params._meta} makes a
 * request modern, whatever else it says; {@code initialize} without one opens a legacy session; a header alone that names
 * a modern revision is a mistake and never legacy; the rest is legacy.
 */
final class McpPath implements IdentifiedPath.Next {
    private static final HeaderName VERSION = HeaderName.of(McpHeaders.PROTOCOL_VERSION);

    private final PostedMessage posted;
    private final ModernServer modern;
    private final LegacyServer legacy;

    McpPath(JsonReader json, ModernServer modern, LegacyServer legacy) {
        this.posted = new PostedMessage(json);
        this.modern = modern;
        this.legacy = legacy;
    }

    @Override
    public void handle(HttpExchange exchange, Caller caller) {
        if (!exchange.isPost()) {
            if (isModern(exchange.header(VERSION))) {
                exchange.responseHeader(HeaderName.ALLOW, "POST");
                exchange.answer(405, HttpError.json("method_not_allowed", "Send MCP messages with POST."));
            } else {
                legacy.otherMethod(exchange, caller);
            }
        } else {
            posted.read(exchange, message -> message(exchange, caller, message));
        }
    }

    private void message(HttpExchange exchange, Caller caller, RpcMessage message) {
        switch (message) {
            case RpcRequest request -> request(exchange, caller, request);
            case RpcNotification notification -> {
                if (RequestMeta.claimedVersion(notification.params()).isPresent()
                        || isModern(exchange.header(VERSION))) {
                    exchange.answer(202); // it belongs to no request of this connection, so there is nothing to do
                } else {
                    legacy.notification(exchange, caller, notification);
                }
            }
            case RpcResponse response -> {
                if (isModern(exchange.header(VERSION))) {
                    invalid(exchange, "a client of this revision sends no responses");
                } else {
                    legacy.response(exchange, caller, response);
                }
            }
            case RpcBatch batch -> {
                if (isModern(exchange.header(VERSION)) || claimsModern(batch)) {
                    invalid(exchange, "send one message, not an array");
                } else {
                    legacy.batch(exchange, caller, batch);
                }
            }
        }
    }

    private void request(HttpExchange exchange, Caller caller, RpcRequest request) {
        if (RequestMeta.claimedVersion(request.params()).isPresent()) {
            modern.request(exchange, caller, request);
        } else if (!request.method().equals("initialize") && isModern(exchange.header(VERSION))) {
            exchange.answer(400, RpcWriter.error(request.id(), RpcError.of(ErrorCode.INVALID_PARAMS,
                    "params._meta[\"" + MetaKeys.PROTOCOL_VERSION + "\"] is missing")));
        } else {
            legacy.request(exchange, caller, request);
        }
    }

    /** Whether one of the elements says that it is modern. */
    static boolean claimsModern(RpcBatch batch) {
        return batch.elements().stream().anyMatch(McpPath::claimsModern);
    }

    private static boolean claimsModern(Object element) {
        return element instanceof Map<?, ?> message && message.get("params") instanceof Map<?, ?> params
                && RequestMeta.claimedVersion(Json.object(params)).isPresent();
    }

    private static void invalid(HttpExchange exchange, String problem) {
        exchange.answer(400, RpcWriter.error(null,
                RpcError.of(ErrorCode.INVALID_REQUEST, "Invalid request: " + problem)));
    }

    /** Whether the header names a modern revision, or one that is newer than all we know. */
    static boolean isModern(@Nullable String header) {
        if (header == null) {
            return false;
        }
        String version = HeaderValue.trim(header);
        return Revision.of(version).map(Revision::isModern).orElseGet(() -> isNewer(version));
    }

    private static boolean isNewer(String version) {
        if (version.length() != 10 || version.compareTo(Revision.V2026_07_28.text()) < 0) {
            return false;
        }
        for (int i = 0; i < version.length(); i++) {
            char c = version.charAt(i);
            boolean fits = (i == 4 || i == 7) ? c == '-' : (c >= '0' && c <= '9');
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
