package dev.patchbay.stdio;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An MCP endpoint on a free port that answers as a test says, and remembers what it was sent. */
final class ScriptedEndpoint implements AutoCloseable {
    /** What the test wants to be answered. */
    interface Script {
        void answer(Request request) throws IOException;
    }

    private final HttpServer http;
    private static final ThreadLocal<Integer> ARRIVED = ThreadLocal.withInitial(() -> 0);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** Of the one thread that hears of requests before the many that answer them. */
    private int arrived;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    ScriptedEndpoint(Script script) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(task -> {
            int place = ++arrived;
            threads.execute(() -> {
                ARRIVED.set(place);
                task.run();
            });
        });
        http.createContext("/mcp", exchange -> {
            try (exchange) {
                Request request = new Request(exchange, exchange.getRequestBody().readAllBytes());
                requests.add(request);
                script.answer(request);
            }
        });
        http.start();
    }

    /** One with sessions: each {@code initialize} opens the next of {@code s-1, s-2, ...} with the given revision. */
    static ScriptedEndpoint withSessions(String revision, Script script) {
        CopyOnWriteArrayList<String> opened = new CopyOnWriteArrayList<>();
        return new ScriptedEndpoint(request -> {
            switch (request.method()) {
                case "initialize" -> {
                    opened.add("s-" + (opened.size() + 1));
                    request.exchange.getResponseHeaders().set("Mcp-Session-Id", opened.getLast());
                    request.result("{\"protocolVersion\":\"" + revision + "\",\"capabilities\":{},"
                            + "\"serverInfo\":{\"name\":\"scripted\",\"version\":\"7\"}}");
                }
                case "notifications/initialized", "DELETE" -> request.status(202);
                default -> script.answer(request);
            }
        });
    }

    Upstream upstream() {
        return new Upstream(URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/mcp"), Optional.empty());
    }

    List<Request> requests(String method) {
        return requests.stream().filter(request -> request.method().equals(method)).toList();
    }

    Request only(String method) {
        List<Request> matching = requests(method);
        if (matching.size() != 1) {
            throw new AssertionError(matching.size() + " requests of " + method);
        }
        return matching.getFirst();
    }

    /** Ends as a process does: connections break. */
    void stop() {
        http.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop();
    }

    /** One HTTP request, and the ways to answer it. */
    static final class Request {
        private final HttpExchange exchange;
        private final String body;
        private final int arrival = ARRIVED.get();

        Request(HttpExchange exchange, byte[] body) {
            this.exchange = exchange;
            this.body = new String(body, StandardCharsets.UTF_8);
        }

        String body() {
            return body;
        }

        /** Its place in the order in which requests began to arrive. */
        int arrival() {
            return arrival;
        }

        private Map<String, Object> json() {
            return body.startsWith("{")
                    ? JsonReader.withDefaults().readObject(body.getBytes(StandardCharsets.UTF_8))
                    : Map.of();
        }

        /** The JSON-RPC method; "response", "batch", or the HTTP method where there is no body. */
        String method() {
            if (body.isEmpty()) {
                return exchange.getRequestMethod();
            }
            return body.startsWith("[") ? "batch" : json().get("method") instanceof String method ? method : "response";
        }

        Map<String, Object> params() {
            return json().get("params") instanceof Map<?, ?> params ? Json.object(params) : Map.of();
        }

        String header(String name) {
            String value = exchange.getRequestHeaders().getFirst(name);
            return value == null ? "" : value;
        }

        String id() {
            return new String(JsonWriter.compact(json().get("id")), StandardCharsets.UTF_8);
        }

        void status(int status) throws IOException {
            exchange.sendResponseHeaders(status, -1);
        }

        void json(int status, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        void result(String result) throws IOException {
            json(200, response(result));
        }

        void error(int status, int code) throws IOException {
            json(status, "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"error\":{\"code\":" + code
                    + ",\"message\":\"refused\"}}");
        }

        String response(String result) {
            return "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"result\":" + result + "}";
        }

        Stream stream() throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            // The head is sent with the first bytes of the body only.
            return new Stream(exchange.getResponseBody()).raw(": open\n\n");
        }
    }

    /** A stream of events being written. */
    record Stream(OutputStream out) {
        Stream raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        Stream data(String json) throws IOException {
            return raw("data: " + json + "\n\n");
        }

        Stream event(String id, String json) throws IOException {
            return raw("id: " + id + "\ndata: " + json + "\n\n");
        }

        /** Whether the client is gone; sends a comment to find out. */
        boolean isClosed() {
            try {
                raw(": still there?\n\n");
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }
}
