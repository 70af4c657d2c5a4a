package dev.patchbay.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.protocol.wire.ClientCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An HTTP server on a free port that answers as a test says, and remembers what it was sent. */
final class ScriptedServer implements AutoCloseable {
    static final String DISCOVERED = """
            {"resultType":"complete","supportedVersions":["2026-07-28"],"ttlMs":0,"cacheScope":"public",\
            "capabilities":{"tools":{"listChanged":true},"resources":{"subscribe":true},"logging":{}},\
            "instructions":"Use it well",\
            "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"scripted","version":"7"}}}""";
    static final String INITIALIZED = """
            {"protocolVersion":"2025-11-25","capabilities":{"tools":{"listChanged":true},\
            "resources":{"subscribe":true},"logging":{}},\
            "serverInfo":{"name":"scripted","version":"7"},"instructions":"Use it well"}""";

    /** What the test wants to be answered. */
    interface Script {
        void answer(Call call) throws IOException;
    }

    private final HttpServer http;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    /** All that the client sends in any test is held to the official schemas. */
    private final ClientCheck sent = new ClientCheck();

    ScriptedServer(Script script) {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        http.setExecutor(threads);
        http.createContext("/mcp", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                if (!body.isEmpty()) {
                    sent.said(body, Revision.V2025_11_25);
                }
                Call call = new Call(exchange, body);
                calls.add(call);
                script.answer(call);
            }
        });
        http.start();
    }

    /** A modern server; the script answers all but {@code server/discover}. */
    static ScriptedServer modern(Script script) {
        return new ScriptedServer(call -> {
            if (call.method().equals("server/discover")) {
                call.result(DISCOVERED);
            } else {
                script.answer(call);
            }
        });
    }

    /** A legacy server without a stream of the session, else like {@link #legacyWithStream}. */
    static ScriptedServer legacy(Script script) {
        return legacyWithStream(call -> {
            if (call.method().equals("GET") && call.header("Last-Event-ID") == null) {
                call.status(405);
            } else {
                script.answer(call);
            }
        });
    }

    /** A legacy server with the session {@code s-1}; the script answers all but the handshake and its end. */
    static ScriptedServer legacyWithStream(Script script) {
        return new ScriptedServer(call -> {
            switch (call.method()) {
                case "server/discover" -> call.json(400, """
                        {"jsonrpc":"2.0","error":{"code":-32000,"message":"Bad Request: no session"}}""");
                case "initialize" -> {
                    call.exchange.getResponseHeaders().set("Mcp-Session-Id", "s-1");
                    call.result(INITIALIZED);
                }
                case "notifications/initialized", "DELETE" -> call.status(202);
                default -> script.answer(call);
            }
        });
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/mcp");
    }

    McpClient connect() {
        return McpClient.http(uri()).connect();
    }

    List<Call> calls(String method) {
        return calls.stream().filter(call -> call.method().equals(method)).toList();
    }

    Call only(String method) {
        List<Call> matching = calls(method);
        if (matching.size() != 1) {
            throw new AssertionError(matching.size() + " calls of " + method);
        }
        return matching.getFirst();
    }

    List<String> methods() {
        return calls.stream().map(Call::method).toList();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
        sent.assertNothingWrong();
    }

    /** One HTTP request, and the ways to answer it. */
    static final class Call {
        private final HttpExchange exchange;
        private final Map<String, Object> json;

        Call(HttpExchange exchange, String body) {
            this.exchange = exchange;
            this.json = body.isEmpty()
                    ? Map.of()
                    : JsonReader.withDefaults().readObject(body.getBytes(StandardCharsets.UTF_8));
        }

        /** The JSON-RPC method; "response" for a response, the HTTP method where there is no body. */
        String method() {
            if (json.isEmpty()) {
                return exchange.getRequestMethod();
            }
            return json.get("method") instanceof String method ? method : "response";
        }

        Map<String, Object> message() {
            return json;
        }

        Map<String, Object> params() {
            return Json.object(Objects.requireNonNull(json.get("params")));
        }

        Map<String, Object> meta() {
            return Json.object(Objects.requireNonNull(params().get("_meta")));
        }

        @Nullable
        String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        String id() {
            return new String(JsonWriter.compact(json.get("id")), StandardCharsets.UTF_8);
        }

        void status(int status) throws IOException {
            exchange.sendResponseHeaders(status, -1);
        }

        void json(int status, String body) throws IOException {
            text(status, "application/json; charset=utf-8", body);
        }

        void text(int status, String contentType, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }

        void responseHeader(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
        }

        void result(String result) throws IOException {
            json(200, response(result));
        }

        void error(int status, int code, String message) throws IOException {
            json(status, "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"error\":{\"code\":" + code + ",\"message\":\""
                    + message + "\",\"data\":{\"why\":\"test\"}}}");
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

        Stream notification(String method, String params) throws IOException {
            return data("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":" + params + "}");
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
