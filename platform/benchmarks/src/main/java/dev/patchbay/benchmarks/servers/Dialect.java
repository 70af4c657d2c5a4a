package dev.patchbay.benchmarks.servers;

import dev.patchbay.benchmarks.load.Answer;
import dev.patchbay.benchmarks.load.Request;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How a server is spoken to: the newest revision that it serves. */
public enum Dialect {
    /** Revision 2026-07-28: no handshake, everything in each request. */
    MODERN("2026-07-28"),
    /** Revision 2025-11-25: a handshake, and a session where the server wants one. */
    LEGACY("2025-11-25");

    /** What the echo tool is given and must return. */
    public static final String MESSAGE = "Hello, Patchbay";

    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"benchmark\",\"version\":\"1\"},"
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private final String revision;

    Dialect(String revision) {
        this.revision = revision;
    }

    /** Returns the revision. */
    public String revision() {
        return revision;
    }

    /**
     * Returns the headers that every request of one client carries, after the handshake where there is one.
     *
     * @throws IOException if the server does not accept the client (yet)
     */
    Map<String, String> open(int port, String key) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json, text/event-stream");
        if (!key.isEmpty()) {
            headers.put("Authorization", "Bearer " + key);
        }
        if (this == LEGACY) {
            Answer answer = Answer.of(port, Request.post(headers, """
                    {"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
                    "capabilities":{},"clientInfo":{"name":"benchmark","version":"1"}}}"""));
            String agreed = answer.status() == 200
                    ? answer.message().path("result").path("protocolVersion").asString("")
                    : "";
            if (!agreed.equals(revision)) {
                throw new IOException("The server agreed on '" + agreed + "': " + answer.status() + " "
                        + answer.text());
            }
            headers.put("MCP-Protocol-Version", revision);
            if (answer.headers().containsKey("mcp-session-id")) {
                headers.put("Mcp-Session-Id", answer.headers().get("mcp-session-id"));
            }
            Answer accepted = Answer.of(port, Request.post(headers,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}"));
            if (accepted.status() / 100 != 2) {
                throw new IOException("The server did not take the notification: " + accepted.status());
            }
        } else {
            headers.put("MCP-Protocol-Version", revision);
        }
        return headers;
    }

    /** Returns a call of a tool with one argument. */
    Request call(Map<String, String> client, String tool, String argument, String value) {
        return request(client, "tools/call", tool,
                "\"name\":\"" + tool + "\",\"arguments\":{\"" + argument + "\":\"" + value + "\"}");
    }

    /** Returns a request for the first page of tools. */
    Request list(Map<String, String> client) {
        return request(client, "tools/list", "", "");
    }

    /** Returns the request that opens the stream on which the server tells of changes. */
    Request listen(Map<String, String> client) {
        if (this == MODERN) {
            return request(client, "subscriptions/listen", "", "\"notifications\":{\"toolsListChanged\":true}");
        }
        Map<String, String> headers = new LinkedHashMap<>(client);
        headers.remove("Content-Type");
        headers.put("Accept", "text/event-stream");
        return new Request("GET", headers, "");
    }

    private Request request(Map<String, String> client, String method, String name, String parameters) {
        Map<String, String> headers = new LinkedHashMap<>(client);
        String all = parameters;
        if (this == MODERN) {
            headers.put("Mcp-Method", method);
            if (!name.isEmpty()) {
                headers.put("Mcp-Name", name);
            }
            all += (all.isEmpty() ? "" : ",") + META;
        }
        return Request.post(headers,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":{" + all + "}}");
    }
}
