package dev.patchbay.protocol.rpc;

import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.json.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON-RPC messages. Pure functions. */
public final class RpcWriter {
    private static final byte[] HEAD = "{\"jsonrpc\":\"2.0\",\"id\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESULT = ",\"result\":".getBytes(StandardCharsets.US_ASCII);

    private RpcWriter() {}

    /** The response whose result object was serialized earlier: one copy, nothing is parsed or escaped again. */
    public static byte[] result(RequestId id, byte[] resultObject) {
        byte[] idJson = idBytes(id);
        byte[] response = new byte[HEAD.length + idJson.length + RESULT.length + resultObject.length + 1];
        int at = append(response, 0, HEAD);
        at = append(response, at, idJson);
        at = append(response, at, RESULT);
        at = append(response, at, resultObject);
        response[at] = '}';
        return response;
    }

    /** The response with any result object. */
    public static byte[] result(RequestId id, Map<String, ?> result) {
        JsonWriter json = beginResult(id);
        return endMessage(json.value(result));
    }

    /** A writer that stands where the result object goes; {@link #endMessage} ends it. */
    public static JsonWriter beginResult(RequestId id) {
        JsonWriter json = JsonWriter.create().beginObject().field("jsonrpc", "2.0");
        return id(json, id).name("result");
    }

    /** A writer that stands where the params object goes; {@link #endMessage} ends it. */
    public static JsonWriter beginRequest(RequestId id, String method) {
        JsonWriter json = JsonWriter.create().beginObject().field("jsonrpc", "2.0");
        return id(json, id).field("method", method).name("params");
    }

    /** A writer that stands where the params object goes; {@link #endMessage} ends it. */
    public static JsonWriter beginNotification(String method) {
        return JsonWriter.create().beginObject().field("jsonrpc", "2.0").field("method", method).name("params");
    }

    public static byte[] endMessage(JsonWriter json) {
        return json.endObject().toBytes();
    }

    public static byte[] request(RpcRequest request) {
        return endMessage(beginRequest(request.id(), request.method()).value(request.params()));
    }

    public static byte[] notification(RpcNotification notification) {
        return endMessage(beginNotification(notification.method()).value(notification.params()));
    }

    /** An error response; without an id if the request's could not be read. */
    public static byte[] error(@Nullable RequestId id, RpcError error) {
        JsonWriter json = JsonWriter.create().beginObject().field("jsonrpc", "2.0");
        if (id != null) {
            id(json, id);
        }
        json.name("error").beginObject().field("code", error.code()).field("message", error.message());
        json.optional("data", error.data()).endObject();
        return endMessage(json);
    }

    private static JsonWriter id(JsonWriter json, RequestId id) {
        return json.fieldValue("id", id.value());
    }

    private static byte[] idBytes(RequestId id) {
        return id.value() instanceof String text
                ? RawJson.serialize(text).utf8()
                : id.value().toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static int append(byte[] target, int at, byte[] part) {
        System.arraycopy(part, 0, target, at, part.length);
        return at + part.length;
    }
}
