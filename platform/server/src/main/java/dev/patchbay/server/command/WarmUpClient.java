package dev.patchbay.server.command;

import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Speaks to the server that is warmed up over plain sockets: the classes of a real HTTP client would be in the cache of
 * every later start, a twelfth of all there are.
 */
final class WarmUpClient {
    private static final Map<String, Object> INFO = Map.of("name", "warm-up", "version", "1");

    private final URI server;
    private final String key;
    private String session = "";

    /**
     * Creates a client.
     *
     * @param server where the server is
     * @param key the API key; empty if it asks for none
     */
    WarmUpClient(URI server, String key) {
        this.server = server;
        this.key = key;
    }

    /** Lists everything and calls every tool without arguments, in the newest revision. */
    void modern() throws IOException {
        Map<String, Object> meta = Map.of("io.modelcontextprotocol/protocolVersion", Revision.V2026_07_28.text(),
                "io.modelcontextprotocol/clientInfo", INFO, "io.modelcontextprotocol/clientCapabilities", Map.of());
        exercise(Revision.V2026_07_28, Map.of("_meta", meta));
    }

    /** Does the same in a session of the revision before. */
    void legacy() throws IOException {
        Revision revision = Revision.V2025_11_25;
        send(revision, "initialize", Map.of("protocolVersion", revision.text(), "clientInfo", INFO, "capabilities",
                Map.of()));
        send(revision, "notifications/initialized", Map.of());
        exercise(revision, Map.of());
    }

    private void exercise(Revision revision, Map<String, Object> params) throws IOException {
        Map<String, Object> tools = send(revision, "tools/list", params);
        if (tools.get("tools") instanceof List<?> all) {
            for (Object tool : all) {
                Map<String, Object> call = new LinkedHashMap<>(params);
                call.put("name", Json.object(tool).get("name"));
                call.put("arguments", Map.of());
                send(revision, "tools/call", call);
            }
        }
        send(revision, "prompts/list", params);
        send(revision, "resources/list", params);
    }

    /** Sends a message on a connection of its own and returns the result, empty if there is none. */
    private Map<String, Object> send(Revision revision, String method, Map<String, Object> params) throws IOException {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("jsonrpc", "2.0");
        message.put("method", method);
        message.put("params", params);
        if (!method.startsWith("notifications/")) {
            message.put("id", 1);
        }
        byte[] body = JsonWriter.compact(message);
        StringBuilder head = new StringBuilder("POST ").append(server.getPath()).append(" HTTP/1.1\r\nHost: ")
                .append(server.getAuthority()).append("\r\nConnection: close\r\nContent-Type: application/json\r\n")
                .append("Accept: application/json, text/event-stream\r\nContent-Length: ").append(body.length);
        headers(revision, method, params).forEach((name, value) -> head.append("\r\n").append(name).append(": ")
                .append(value));
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            return result(method, new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Map<String, String> headers(Revision revision, String method, Map<String, Object> params) {
        Map<String, String> headers = new HashMap<>();
        headers.put("MCP-Protocol-Version", revision.text());
        if (!key.isEmpty()) {
            headers.put("Authorization", "Bearer " + key);
        }
        if (revision == Revision.V2026_07_28) {
            headers.put("Mcp-Method", method);
            if (params.get("name") instanceof String name) {
                headers.put("Mcp-Name", name);
            }
        } else if (!session.isEmpty()) {
            headers.put("Mcp-Session-Id", session);
        }
        return headers;
    }

    private Map<String, Object> result(String method, String answer) throws IOException {
        int body = answer.indexOf("\r\n\r\n");
        if (!answer.startsWith("HTTP/1.1 20") || body < 0) {
            throw new IOException("the server that is warmed up answered " + method + " with: " + answer);
        }
        for (String line : answer.substring(0, body).split("\r\n", -1)) {
            if (line.toLowerCase(Locale.ROOT).startsWith("mcp-session-id:")) {
                session = line.substring(line.indexOf(':') + 1).strip();
            }
        }
        int begin = answer.indexOf('{', body);
        if (begin < 0) {
            return Map.of();
        }
        byte[] json = answer.substring(begin, answer.lastIndexOf('}') + 1).getBytes(StandardCharsets.UTF_8);
        Object result = Json.object(Objects.requireNonNull(JsonReader.withDefaults().read(json))).get("result");
        return result == null ? Map.of() : Json.object(result);
    }
}
