package dev.patchbay.stdio;

import dev.patchbay.protocol.MetaKeys;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.http.ParamHeaders;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which arguments of which tools are repeated in headers. Nothing is known at first: the tools are listed when the endpoint
 * misses a header for the first time, and again whenever it does, so tools without marks cost nothing. Safe for all threads.
 */
final class ToolMarks {
    private static final JsonReader JSON = new JsonReader(JsonLimits.GENEROUS);
    private static final int MAX_PAGES = 1000;

    private final Wire wire;
    private volatile Map<String, ParamHeaders> marked = Map.of();

    ToolMarks(Wire wire) {
        this.wire = wire;
    }

    /** The headers of a call, as far as the marks of its tool are known. */
    Map<String, String> headers(RpcRequest request) {
        if (request.method().equals("tools/call") && request.params().get("name") instanceof String name
                && request.params().get("arguments") instanceof Map<?, ?> arguments) {
            return marked.getOrDefault(name, ParamHeaders.NONE).headers(Json.object(arguments));
        }
        return Map.of();
    }

    /** Lists the tools as the client of this request sees them. */
    void refresh(Upstream upstream, RpcRequest request, Call call) throws IOException {
        Map<String, ParamHeaders> found = new HashMap<>();
        Optional<String> cursor = Optional.empty();
        for (int page = 0; page == 0 || (cursor.isPresent() && page < MAX_PAGES); page++) {
            Map<String, Object> result = page(upstream, request, cursor.orElse(null), call);
            if (result.get("tools") instanceof List<?> tools) {
                tools.forEach(tool -> learn(tool, found));
            }
            cursor = result.get("nextCursor") instanceof String next ? Optional.of(next) : Optional.empty();
        }
        marked = Map.copyOf(found);
    }

    private static void learn(Object tool, Map<String, ParamHeaders> found) {
        if (tool instanceof Map<?, ?> object && object.get("name") instanceof String name
                && object.get("inputSchema") instanceof Map<?, ?> schema) {
            try {
                ParamHeaders headers = ParamHeaders.of(Json.object(schema));
                if (!headers.isEmpty()) {
                    found.put(name, headers);
                }
            } catch (IllegalArgumentException e) {
                // Such a tool is to be dropped by clients; whoever calls it all the same gets the server's answer.
                System.getLogger(ToolMarks.class.getName()).log(System.Logger.Level.DEBUG, "marks of {0}", name, e);
            }
        }
    }

    private Map<String, Object> page(Upstream upstream, RpcRequest request, @Nullable String cursor, Call call)
            throws IOException {
        Map<String, Object> params = new LinkedHashMap<>();
        Map<String, Object> meta = new LinkedHashMap<>();
        if (request.params().get("_meta") instanceof Map<?, ?> given) {
            for (String key : List.of(MetaKeys.PROTOCOL_VERSION, MetaKeys.CLIENT_CAPABILITIES, MetaKeys.CLIENT_INFO)) {
                Object value = given.get(key);
                if (value != null) {
                    meta.put(key, value);
                }
            }
        }
        params.put("_meta", meta);
        if (cursor != null) {
            params.put("cursor", cursor);
        }
        RpcRequest list = new RpcRequest(RequestId.of("patchbay-stdio-tools"), "tools/list", params);
        try (Reply reply = wire.post(upstream, ModernSide.headers(list), RpcWriter.request(list), call)) {
            byte[] body = reply.body();
            if (JSON.read(body) instanceof Map<?, ?> response && response.get("result") instanceof Map<?, ?> result) {
                return Json.object(result);
            }
            throw new IOException("the tools cannot be listed to find out which headers a call needs ("
                    + McpHeaders.PARAM_PREFIX + "*): HTTP " + reply.status());
        } catch (JsonException e) {
            throw new IOException("the list of tools is no JSON", e);
        }
    }
}
