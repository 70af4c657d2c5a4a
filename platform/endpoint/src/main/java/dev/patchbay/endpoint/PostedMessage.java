package dev.patchbay.endpoint;

import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.RpcException;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads the JSON-RPC message of a POST. What is none is answered here. On I/O threads. */
final class PostedMessage {
    private final RpcReader reader;

    PostedMessage(JsonReader json) {
        this.reader = new RpcReader(json);
    }

    /** Reads the body and goes on with the message. */
    void read(HttpExchange exchange, Consumer<RpcMessage> next) {
        if (isJson(exchange.header(HeaderName.CONTENT_TYPE))) {
            exchange.readBody(body -> read(exchange, body, next));
        } else {
            exchange.fail(415, "unsupported_media_type", "Send Content-Type: application/json.");
        }
    }

    private void read(HttpExchange exchange, byte[] body, Consumer<RpcMessage> next) {
        RpcMessage message;
        try {
            message = reader.read(body);
        } catch (RpcException e) {
            exchange.answer(400, RpcWriter.error(e.id().orElse(null), e.error()));
            return;
        }
        next.accept(message);
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        if (contentType.equals("application/json")) {
            return true;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }
}
