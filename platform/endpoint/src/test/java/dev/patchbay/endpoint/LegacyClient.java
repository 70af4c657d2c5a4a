package dev.patchbay.endpoint;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of a revision with a handshake, with a session; of 2025-11-25 unless it says something else. */
final class LegacyClient {
    private final TestEndpoint server;
    private final AtomicInteger lastId = new AtomicInteger();
    final String session;
    final String version;
    final TestEndpoint.Answer initialized;

    LegacyClient(TestEndpoint server, String capabilities) throws IOException, InterruptedException {
        this(server, capabilities, "2025-11-25");
    }

    LegacyClient(TestEndpoint server, String capabilities, String version) throws IOException, InterruptedException {
        this.server = server;
        initialized = server.send(server.post(
                "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"" + version
                        + "\",\"capabilities\":{" + capabilities
                        + "},\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}}"));
        session = initialized.response().headers().firstValue("Mcp-Session-Id").orElse("");
        this.version = String.valueOf(initialized.result().get("protocolVersion"));
    }

    /** A POST in the session. */
    HttpRequest.Builder post(String body) {
        return inSession(server.post(body));
    }

    private HttpRequest.Builder inSession(HttpRequest.Builder request) {
        request.header("Mcp-Session-Id", session);
        return version.compareTo("2025-06-18") < 0 ? request : request.header("MCP-Protocol-Version", version);
    }

    HttpRequest.Builder request(String method, String params) {
        return post("{\"jsonrpc\":\"2.0\",\"id\":" + lastId.incrementAndGet() + ",\"method\":\"" + method
                + "\",\"params\":{" + params + "}}");
    }

    HttpRequest.Builder notification(String method, String params) {
        return post("{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\",\"params\":{" + params + "}}");
    }

    HttpRequest.Builder answer(Object question, String member) {
        return post("{\"jsonrpc\":\"2.0\",\"id\":\"" + question + "\"," + member + "}");
    }

    HttpRequest.Builder other(String method) {
        return inSession(server.authorized(HttpRequest.newBuilder(server.uri("/mcp")))
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    HttpRequest.Builder stream() {
        return other("GET").header("Accept", "text/event-stream");
    }

    TestEndpoint.Answer send(String method, String params) throws IOException, InterruptedException {
        return server.send(request(method, params));
    }
}
