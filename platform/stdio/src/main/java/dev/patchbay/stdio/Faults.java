package dev.patchbay.stdio;

import dev.patchbay.protocol.Era;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcErrorResponse;
import dev.patchbay.protocol.rpc.RpcException;
import dev.patchbay.protocol.rpc.RpcReader;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What HTTP says by a status, as the JSON-RPC errors that a client on a pipe can read. Pure functions. */
final class Faults {
    private static final JsonReader JSON = new JsonReader(JsonLimits.GENEROUS);
    private static final int MAX_TEXT = 500;

    private Faults() {}

    static RpcError invalid(String problem) {
        return RpcError.of(ErrorCode.INVALID_REQUEST, "Invalid request: " + problem);
    }

    static RpcError none(NoUpstreamException problem) {
        return internal(problem.code(), problem.text());
    }

    static RpcError unreachable(Upstream upstream, Throwable cause) {
        return internal("unreachable", "No MCP server answers at " + upstream.endpoint() + " (" + text(cause) + ").");
    }

    static RpcError lost(Throwable cause) {
        return internal("connection_lost", "The connection to the server ended while this request ran (" + text(cause)
                + "). Whether it took effect is not known.");
    }

    static RpcError internal(String code, String message) {
        return new RpcError(ErrorCode.INTERNAL_ERROR, message, Map.of("code", code));
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    /** The error in a body, if it is a JSON-RPC error. */
    static Optional<RpcErrorResponse> rpcError(byte[] body) {
        try {
            return JSON.read(body) instanceof Map<?, ?> object
                    && RpcReader.message(Json.object(object)) instanceof RpcErrorResponse error
                            ? Optional.of(error)
                            : Optional.empty();
        } catch (JsonException | RpcException e) {
            return Optional.empty();
        }
    }

    /**
     * The response for a request that HTTP refused.
     *
     * @param id of the request
     * @param status of HTTP
     * @param body of HTTP
     */
    static byte[] refused(@Nullable RequestId id, Era era, int status, byte[] body) {
        Optional<RpcErrorResponse> known = rpcError(body);
        if (known.isPresent()) {
            return known.get().id() != null ? body : RpcWriter.error(id, known.get().error());
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("status", (long) status);
        String message = "The server refused the message with HTTP " + status;
        try {
            if (JSON.read(body) instanceof Map<?, ?> object) {
                if (object.get("error") instanceof String code) {
                    data.put("code", code);
                }
                if (object.get("message") instanceof String said) {
                    message = said;
                }
            }
        } catch (JsonException e) {
            String said = new String(body, StandardCharsets.UTF_8).strip();
            message += said.isEmpty() || said.length() > MAX_TEXT ? "" : ": " + said;
        }
        return RpcWriter.error(id, new RpcError(code(era, status), message, data));
    }

    private static int code(Era era, int status) {
        if (status == 429) {
            return era == Era.MODERN ? ErrorCode.RATE_LIMITED : ErrorCode.LEGACY_RATE_LIMITED;
        }
        if (era == Era.MODERN) {
            return ErrorCode.INTERNAL_ERROR;
        }
        return switch (status) {
            case 401 -> ErrorCode.LEGACY_AUTHENTICATION;
            case 403 -> ErrorCode.LEGACY_AUTHORIZATION;
            default -> ErrorCode.INTERNAL_ERROR;
        };
    }
}
