package dev.patchbay.endpoint;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of revision 2025-11-25 with a session. */
final class LegacyClient {
    private final TestEndpoint server;
    private final AtomicInteger lastId = new AtomicInteger();
    final String session;
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
    }

    private HttpRequest.Builder post(String body) {
        return server.post(body).header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-11-25");
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
        return server.authorized(HttpRequest.newBuilder(server.uri("/mcp")))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-11-25");
    }

    HttpRequest.Builder stream() {
        return other("GET").header("Accept", "text/event-stream");
    }

    TestEndpoint.Answer send(String method, String params) throws IOException, InterruptedException {
        return server.send(request(method, params));
    }
}
