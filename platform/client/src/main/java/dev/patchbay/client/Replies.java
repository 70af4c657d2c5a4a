package dev.patchbay.client;

import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcBatch;
import dev.patchbay.protocol.rpc.RpcErrorResponse;
import dev.patchbay.protocol.rpc.RpcException;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcResultResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns HTTP answers into JSON-RPC messages, and refusals into exceptions that help. Pure functions. */
final class Replies {
    private static final RpcReader READER = new RpcReader(new JsonReader(JsonLimits.GENEROUS));
    private static final int MAX_QUOTED = 200;

    private Replies() {}

    /**
     * The response to a request, from a JSON body or a stream.
     *
     * @return empty if the stream ended before the response
     */
    static Optional<RpcResponse> response(HttpReply reply, RequestId id, ServerMessages others) throws IOException {
        if (reply.isEventStream()) {
            return fromStream(reply.events(), id, others);
        }
        if (!reply.isJson()) {
            throw new ProtocolViolationException("the server answered with content type \"" + reply.contentType()
                    + "\"; expected application/json or text/event-stream. Is this an MCP endpoint?");
        }
        return switch (message(reply.body())) {
            case RpcResponse response when belongs(response, id) -> Optional.of(response);
            case RpcResponse response -> throw new ProtocolViolationException("the server answered another request");
            case RpcRequest request -> throw notAnAnswer();
            case RpcNotification notification -> throw notAnAnswer();
            case RpcBatch batch -> throw notAnAnswer();
        };
    }

    static Optional<RpcResponse> fromStream(SseReader events, RequestId id, ServerMessages others)
            throws IOException {
        for (Optional<SseEvent> event = events.next(); event.isPresent(); event = events.next()) {
            if (event.get().data().isEmpty()) {
                continue;
            }
            switch (message(event.get().data().getBytes(StandardCharsets.UTF_8))) {
                case RpcResponse response when belongs(response, id) -> {
                    return Optional.of(response);
                }
                case RpcResponse response -> {
                    // An answer to something else is not ours to judge.
                }
                case RpcNotification notification -> others.notification(notification);
                case RpcRequest request -> others.request(request);
                case RpcBatch batch -> throw notAnAnswer();
            }
        }
        return Optional.empty();
    }

    private static boolean belongs(RpcResponse response, RequestId id) {
        return switch (response) {
            case RpcResultResponse result -> result.id().equals(id);
            // A server that could not read the request cannot know its id.
            case RpcErrorResponse error -> error.id() == null || error.id().equals(id);
        };
    }

    private static RpcMessage message(byte[] json) {
        try {
            return READER.read(json);
        } catch (RpcException e) {
            throw new ProtocolViolationException("the server sent no JSON-RPC message: " + e.getMessage(), e);
        }
    }

    private static ProtocolViolationException notAnAnswer() {
        return new ProtocolViolationException("the server answered a request with something else than a response");
    }

    /** What a refusal says in JSON-RPC, if it does. */
    static Optional<RpcErrorResponse> error(@Nullable String contentType, byte[] body) {
        if (!"application/json".equals(contentType)) {
            return Optional.empty();
        }
        try {
            return READER.read(body) instanceof RpcErrorResponse error ? Optional.of(error) : Optional.empty();
        } catch (RpcException e) {
            return Optional.empty();
        }
    }

    /** The exception for an HTTP status that is no success. */
    static McpClientException refusal(HttpReply reply) {
        byte[] body;
        try {
            body = reply.body();
        } catch (IOException e) {
            body = new byte[0];
        }
        Optional<RpcErrorResponse> error = error(reply.contentType(), body);
        if (error.isPresent()) {
            return new McpException(error.get().error(), reply.status());
        }
        String help = switch (reply.status()) {
            case 401 -> "the server wants to know who is calling: give a bearer token"
                    + reply.header("WWW-Authenticate").map(how -> " (" + how + ")").orElse("");
            case 403 -> "the server refuses this caller, or its Host or Origin";
            case 404 -> "there is no MCP endpoint at this path, or the session has ended";
            case 405 -> "the endpoint does not take this HTTP method";
            case 406, 415 -> "the endpoint does not take JSON; is this an MCP endpoint?";
            case 413 -> "the message is too large for the server";
            case 429 -> "too many requests"
                    + reply.header("Retry-After").map(time -> "; try again after " + time + " s").orElse("");
            case 502, 503, 504 -> "the server, or a proxy before it, is not available";
            default -> "the server refused";
        };
        return new TransportException("HTTP " + reply.status() + ": " + help + quoted(body), reply.status());
    }

    private static String quoted(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        boolean plain = !text.isEmpty() && !text.startsWith("<") && text.chars().noneMatch(Character::isISOControl);
        return plain ? ". It says: " + text.substring(0, Math.min(text.length(), MAX_QUOTED)) : "";
    }
}
