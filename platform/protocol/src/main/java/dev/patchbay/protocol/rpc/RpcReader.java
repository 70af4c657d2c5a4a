package dev.patchbay.protocol.rpc;

import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonReader;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON-RPC messages. Members of the envelope with an unknown name are ignored, except case variants of the known
 * ones ({@code Method}), which other parsers might take for them: those are refused.
 *
 * <p>Immutable and safe for all threads.
 */
public final class RpcReader {
    private static final List<String> MEMBERS = List.of("jsonrpc", "id", "method", "params", "result", "error");

    private final JsonReader json;

    public RpcReader(JsonReader json) {
        this.json = json;
    }

    /**
     * The message in the bytes.
     *
     * @throws RpcException with -32700 if they are no JSON within the limits, -32600 if no JSON-RPC message
     */
    public RpcMessage read(byte[] bytes) {
        Object value;
        try {
            value = json.read(bytes);
        } catch (JsonException e) {
            throw new RpcException(RpcError.of(ErrorCode.PARSE_ERROR, "Parse error: " + e.getMessage()), null);
        }
        if (value instanceof List<?>) {
            return new RpcBatch(Json.array(value));
        }
        return message(value);
    }

    /**
     * The message in a JSON value; a batch is none.
     *
     * @throws RpcException with -32600 if it is none
     */
    public static RpcMessage message(@Nullable Object value) {
        if (!(value instanceof Map<?, ?>)) {
            throw invalid("a message must be an object, was " + Json.typeName(value), null);
        }
        Map<String, Object> envelope = Json.object(value);
        Object idValue = envelope.get("id");
        RequestId id = idValue != null && RequestId.isIdValue(idValue) ? new RequestId(idValue) : null;
        refuseCaseVariants(envelope, id);
        if (!"2.0".equals(envelope.get("jsonrpc"))) {
            throw invalid("jsonrpc must be \"2.0\"", id);
        }
        if (envelope.containsKey("method")) {
            return call(envelope, id);
        }
        return response(envelope, id);
    }

    private static RpcMessage call(Map<String, Object> envelope, @Nullable RequestId id) {
        if (!(envelope.get("method") instanceof String method)) {
            throw invalid("method must be a string", id);
        }
        if (envelope.containsKey("result") || envelope.containsKey("error")) {
            throw invalid("a message with a method has no result or error", id);
        }
        Map<String, Object> params = Map.of();
        if (envelope.containsKey("params")) {
            Object given = envelope.get("params");
            if (!(given instanceof Map<?, ?>)) {
                throw invalid("params must be an object, was " + Json.typeName(given), id);
            }
            params = Json.object(given);
        }
        if (!envelope.containsKey("id")) {
            return new RpcNotification(method, params);
        }
        return new RpcRequest(required(envelope, id), method, params);
    }

    private static RpcMessage response(Map<String, Object> envelope, @Nullable RequestId id) {
        boolean hasError = envelope.containsKey("error");
        if (envelope.containsKey("result") == hasError) {
            throw invalid("a message has a method, a result or an error", id);
        }
        if (!hasError) {
            Object result = envelope.get("result");
            if (!(result instanceof Map<?, ?>)) {
                throw invalid("result must be an object, was " + Json.typeName(result), id);
            }
            return new RpcResultResponse(required(envelope, id), Json.object(result));
        }
        if (!(envelope.get("error") instanceof Map<?, ?> error)) {
            throw invalid("error must be an object", id);
        }
        if (!(error.get("code") instanceof Long code) || code != code.intValue()) {
            throw invalid("error.code must be an integer of 32 bits", id);
        }
        if (!(error.get("message") instanceof String message)) {
            throw invalid("error.message must be a string", id);
        }
        return new RpcErrorResponse(id, new RpcError(code.intValue(), message, error.get("data")));
    }

    private static RequestId required(Map<String, Object> envelope, @Nullable RequestId id) {
        if (id == null) {
            throw invalid("id must be a string or an integer, was " + Json.typeName(envelope.get("id")), null);
        }
        return id;
    }

    private static void refuseCaseVariants(Map<String, Object> envelope, @Nullable RequestId id) {
        for (String key : envelope.keySet()) {
            if (MEMBERS.contains(key)) {
                continue;
            }
            for (String member : MEMBERS) {
                if (member.equalsIgnoreCase(key)) {
                    throw invalid("unknown member that differs from \"" + member + "\" only in case", id);
                }
            }
        }
    }

    private static RpcException invalid(String problem, @Nullable RequestId id) {
        return new RpcException(RpcError.of(ErrorCode.INVALID_REQUEST, "Invalid request: " + problem), id);
    }
}
