package dev.patchbay.tests.product;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;

/** Speaks revision 2026-07-28 by hand, so that no client can smooth anything over. Safe for all threads. */
public final class ModernCaller implements AutoCloseable {
    private static final String REVISION = "2026-07-28";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong ids = new AtomicLong();
    private final URI endpoint;
    private final String key;

    /** A caller without credentials, as dev mode serves it. */
    public ModernCaller(String url) {
        this(url, "");
    }

    /** A caller that shows an API key. */
    public ModernCaller(String url, String key) {
        this.endpoint = URI.create(url);
        this.key = key;
    }

    /**
     * What came back.
     *
     * @param status the status of HTTP
     * @param message the JSON-RPC message
     */
    public record Answer(int status, JsonNode message) {
        /** Returns why this is no result of a call that worked. */
        public Optional<String> failure() {
            boolean works = status == 200 && message.has("result") && !message.path("result").path("isError").asBoolean(
                    false);
            return works ? Optional.empty() : Optional.of("HTTP " + status + " " + message);
        }

        /** Returns the text of the first content. */
        public String text() {
            return message.path("result").path("content").path(0).path("text").asString("");
        }

        /** Returns the names in a list of tools. */
        public List<String> tools() {
            return message.path("result").path("tools").valueStream().map(tool -> tool.path("name").asString())
                    .toList();
        }
    }

    /** Calls a tool and waits for the answer. */
    public Answer call(String tool, Map<String, ?> arguments) {
        return send(toolCall(tool, arguments));
    }

    /** Calls a tool without waiting. */
    public CompletableFuture<Answer> start(String tool, Map<String, ?> arguments) {
        return http.sendAsync(toolCall(tool, arguments), HttpResponse.BodyHandlers.ofString())
                .thenApply(ModernCaller::answer);
    }

    /** Asks for the tools. */
    public Answer listTools() {
        return send(request("tools/list", Optional.empty(), Map.of()).build());
    }

    /** Opens a stream that tells of changed tools; the future holds all that it said when it has ended. */
    public CompletableFuture<HttpResponse<java.util.stream.Stream<String>>> listen() {
        return http.sendAsync(request("subscriptions/listen", Optional.empty(),
                Map.of("notifications", Map.of("toolsListChanged", true))).build(),
                HttpResponse.BodyHandlers.ofLines());
    }

    private HttpRequest toolCall(String tool, Map<String, ?> arguments) {
        return request("tools/call", Optional.of(tool), Map.of("name", tool, "arguments", arguments)).timeout(LIMIT)
                .build();
    }

    private Answer send(HttpRequest request) {
        try {
            return answer(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return new Answer(0, Json.parse(Json.write(String.valueOf(e))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        boolean stream = response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream");
        String body = stream
                ? response.body().lines().filter(line -> line.startsWith("data:")).map(line -> line.substring(5))
                        .reduce((before, last) -> last).orElse("null")
                : response.body();
        return new Answer(response.statusCode(), Json.parse(body));
    }

    private HttpRequest.Builder request(String method, Optional<String> name, Map<String, Object> parameters) {
        Map<String, Object> withMeta = new LinkedHashMap<>(parameters);
        withMeta.put("_meta", Map.of("io.modelcontextprotocol/protocolVersion", REVISION,
                "io.modelcontextprotocol/clientCapabilities", Map.of()));
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint).header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream").header("MCP-Protocol-Version", REVISION)
                .header("Mcp-Method", method).POST(HttpRequest.BodyPublishers.ofString(Json.write(Map.of("jsonrpc",
                        "2.0", "id", ids.incrementAndGet(), "method", method, "params", withMeta))));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        name.ifPresent(value -> request.header("Mcp-Name", value));
        return request;
    }

    @Override
    public void close() {
        http.close();
    }
}
