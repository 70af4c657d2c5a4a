package dev.patchbay.tests.plugins;

import dev.patchbay.tests.product.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Speaks any revision over Streamable HTTP by hand: with a session, or without one as the newest does. */
final class RevisionCaller implements AutoCloseable {
    private static final String MODERN = "2026-07-28";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI endpoint;
    private final String revision;
    private final String key;
    private String session = "";
    private int ids;

    RevisionCaller(String url, String revision, String key) {
        this.endpoint = URI.create(url);
        this.revision = revision;
        this.key = key;
        if (!revision.equals(MODERN)) {
            request("initialize", Map.of("protocolVersion", revision, "capabilities", Map.of(), "clientInfo",
                    Map.of("name", "test", "version", "1")), "");
            send(Map.of("jsonrpc", "2.0", "method", "notifications/initialized"), "", "");
        }
    }

    JsonNode call(String tool, Map<String, ?> arguments) {
        return request("tools/call", Map.of("name", tool, "arguments", arguments), tool);
    }

    JsonNode read(String uri) {
        return request("resources/read", Map.of("uri", uri), uri);
    }

    /** Sends a request and returns the message that answers it. */
    JsonNode request(String method, Map<String, ?> parameters, String name) {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        if (revision.equals(MODERN)) {
            all.put("_meta", Map.of("io.modelcontextprotocol/protocolVersion", MODERN,
                    "io.modelcontextprotocol/clientCapabilities", Map.of()));
        }
        ids++;
        HttpResponse<String> response = send(Map.of("jsonrpc", "2.0", "id", ids, "method", method, "params", all),
                method, name);
        response.headers().firstValue("Mcp-Session-Id").ifPresent(id -> session = id);
        boolean isStream = response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        return Json.parse(isStream
                ? response.body().lines().filter(line -> line.startsWith("data:")).map(line -> line.substring(5))
                        .reduce((before, last) -> last).orElse("null")
                : response.body());
    }

    private HttpResponse<String> send(Map<String, ?> message, String method, String name) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream").header("Authorization", "Bearer " + key)
                .timeout(Duration.ofSeconds(60)).POST(HttpRequest.BodyPublishers.ofString(Json.write(message)));
        if (revision.equals(MODERN)) {
            request.header("Mcp-Method", method);
            if (!name.isEmpty()) {
                request.header("Mcp-Name", name);
            }
        }
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session);
        }
        if (!method.equals("initialize")) {
            request.header("MCP-Protocol-Version", revision);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
