package dev.patchbay.protocol.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.patchbay.protocol.Revision;
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

/**
 * An MCP server on a free port that answers as a test says, and remembers what it was sent. What a client of ours sends
 * it is held to the official schemas.
 */
public final class ScriptedServer implements AutoCloseable {
    private static final String CAPABILITIES = """
            {"tools":{"listChanged":true},"resources":{"subscribe":true},"logging":{}}""";
    private static final ThreadLocal<Integer> ARRIVED = ThreadLocal.withInitial(() -> 0);
    /** The result of {@code server/discover} of a modern server. */
    public static final String DISCOVERED = """
            {"resultType":"complete","supportedVersions":["2026-07-28"],"ttlMs":0,"cacheScope":"public",\
            "capabilities":{"tools":{"listChanged":true},"resources":{"subscribe":true},"logging":{}},\
            "instructions":"Use it well",\
            "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"scripted","version":"7"}}}""";

    /** What the test wants to be answered. */
    public interface Script {
        void answer(Request request) throws IOException;
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    /** Of the one thread that hears of requests before the many that answer them. */
    private int arrived;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final Optional<ClientCheck> check;

    public ScriptedServer(Script script) {
        this(script, Optional.of(new ClientCheck()));
    }

    private ScriptedServer(Script script, Optional<ClientCheck> check) {
        this.check = check;
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
                Request request = new Request(exchange,
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                if (!request.body().isEmpty()) {
                    check.ifPresent(sent -> sent.said(request.body(), Revision.V2025_11_25));
                }
                requests.add(request);
                script.answer(request);
            }
        });
        http.start();
    }

    /** One that takes any message, for a test that writes them itself. */
    public static ScriptedServer unchecked(Script script) {
        return new ScriptedServer(script, Optional.empty());
    }

    /**
     * One that takes any message and has sessions: each {@code initialize} opens the next of {@code s-1, s-2, ...}; the
     * script answers all but the handshake and the end.
     */
    public static ScriptedServer uncheckedWithSessions(String revision, Script script) {
        return unchecked(new Sessions(revision, "{}", script));
    }

    /** A modern server; the script answers all but {@code server/discover}. */
    public static ScriptedServer modern(Script script) {
        return new ScriptedServer(request -> {
            if (request.method().equals("server/discover")) {
                request.result(DISCOVERED);
            } else {
                script.answer(request);
            }
        });
    }

    /** A legacy server without a stream of the session, else like {@link #legacyWithStream}. */
    public static ScriptedServer legacy(Script script) {
        return legacyWithStream(request -> {
            if (request.method().equals("GET") && request.header("Last-Event-ID").isEmpty()) {
                request.status(405);
            } else {
                script.answer(request);
            }
        });
    }

    /** A legacy server with the session {@code s-1}; the script answers all but the handshake and its end. */
    public static ScriptedServer legacyWithStream(Script script) {
        Script sessions = new Sessions("2025-11-25", CAPABILITIES, script);
        return new ScriptedServer(request -> {
            if (request.method().equals("server/discover")) {
                request.json(400, """
                        {"jsonrpc":"2.0","error":{"code":-32000,"message":"Bad Request: no session"}}""");
            } else {
                sessions.answer(request);
            }
        });
    }

    /** The result of {@code initialize} of a legacy server. */
    public static String initialized(String revision) {
        return initialized(revision, CAPABILITIES);
    }

    private static String initialized(String revision, String capabilities) {
        return "{\"protocolVersion\":\"" + revision + "\",\"capabilities\":" + capabilities
                + ",\"serverInfo\":{\"name\":\"scripted\",\"version\":\"7\"},\"instructions\":\"Use it well\"}";
    }

    /** Opens sessions and leaves all else to a script. */
    private static final class Sessions implements Script {
        private final List<String> opened = new CopyOnWriteArrayList<>();
        private final String revision;
        private final String capabilities;
        private final Script script;

        Sessions(String revision, String capabilities, Script script) {
            this.revision = revision;
            this.capabilities = capabilities;
            this.script = script;
        }

        @Override
        public void answer(Request request) throws IOException {
            switch (request.method()) {
                case "initialize" -> {
                    opened.add("s-" + (opened.size() + 1));
                    request.responseHeader("Mcp-Session-Id", opened.getLast());
                    request.result(initialized(revision, capabilities));
                }
                case "notifications/initialized", "DELETE" -> request.status(202);
                default -> script.answer(request);
            }
        }
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/mcp");
    }

    public List<Request> requests(String method) {
        return requests.stream().filter(request -> request.method().equals(method)).toList();
    }

    /** The one request of a method; fails if there is another number of them. */
    public Request only(String method) {
        List<Request> matching = requests(method);
        if (matching.size() != 1) {
            throw new AssertionError(matching.size() + " requests of " + method);
        }
        return matching.getFirst();
    }

    /** The methods of all requests, in the order in which they were read. */
    public List<String> methods() {
        return requests.stream().map(Request::method).toList();
    }

    /** Ends as a process does: connections break. */
    public void stop() {
        http.stop(0);
        threads.shutdownNow();
    }

    @Override
    public void close() {
        stop();
        check.ifPresent(ClientCheck::assertNothingWrong);
    }

    /** One HTTP request, and the ways to answer it. */
    public static final class Request {
        private final HttpExchange exchange;
        private final String body;
        private final int arrival = ARRIVED.get();

        private Request(HttpExchange exchange, String body) {
            this.exchange = exchange;
            this.body = body;
        }

        public String body() {
            return body;
        }

        /** Its place in the order in which requests began to arrive. */
        public int arrival() {
            return arrival;
        }

        /** The message; empty where there is none or a batch. */
        public Map<String, Object> message() {
            return body.startsWith("{")
                    ? JsonReader.withDefaults().readObject(body.getBytes(StandardCharsets.UTF_8))
                    : Map.of();
        }

        /** The JSON-RPC method; "response", "batch", or the HTTP method where there is no body. */
        public String method() {
            if (body.isEmpty()) {
                return exchange.getRequestMethod();
            }
            if (body.startsWith("[")) {
                return "batch";
            }
            return message().get("method") instanceof String method ? method : "response";
        }

        /** The parameters; empty where there are none. */
        public Map<String, Object> params() {
            return message().get("params") instanceof Map<?, ?> params ? Json.object(params) : Map.of();
        }

        /** The member {@code _meta} of the parameters; empty where there is none. */
        public Map<String, Object> meta() {
            return params().get("_meta") instanceof Map<?, ?> meta ? Json.object(meta) : Map.of();
        }

        /** A header; empty where there is none. */
        public String header(String name) {
            String value = exchange.getRequestHeaders().getFirst(name);
            return value == null ? "" : value;
        }

        /** The id, as JSON. */
        public String id() {
            return new String(JsonWriter.compact(message().get("id")), StandardCharsets.UTF_8);
        }

        public void status(int status) throws IOException {
            exchange.sendResponseHeaders(status, -1);
        }

        public void json(int status, String text) throws IOException {
            text(status, "application/json; charset=utf-8", text);
        }

        public void text(int status, String contentType, String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            responseHeader("Content-Type", contentType);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        public void responseHeader(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
        }

        public void result(String result) throws IOException {
            json(200, response(result));
        }

        public void error(int status, int code, String message) throws IOException {
            json(status, "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"error\":{\"code\":" + code + ",\"message\":\""
                    + message + "\",\"data\":{\"why\":\"test\"}}}");
        }

        /** The message that answers this request with a result. */
        public String response(String result) {
            return "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"result\":" + result + "}";
        }

        /** Answers with a stream of events. */
        public Stream stream() throws IOException {
            responseHeader("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            // The head is sent with the first bytes of the body only.
            return new Stream(exchange.getResponseBody()).raw(": open\n\n");
        }
    }

    /** A stream of events being written. */
    public static final class Stream {
        private final OutputStream out;

        private Stream(OutputStream out) {
            this.out = out;
        }

        public Stream raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return this;
        }

        public Stream data(String json) throws IOException {
            return raw("data: " + json + "\n\n");
        }

        public Stream event(String id, String json) throws IOException {
            return raw("id: " + id + "\ndata: " + json + "\n\n");
        }

        public Stream notification(String method, String params) throws IOException {
            return data("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + "}");
        }

        /** Whether the client is gone; sends a comment to find out. */
        public boolean isClosed() {
            try {
                raw(": still there?\n\n");
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }
}
