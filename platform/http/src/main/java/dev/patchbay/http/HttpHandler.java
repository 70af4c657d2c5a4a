package dev.patchbay.http;

/** What answers requests on a path. Called on the connection's I/O thread, so it must not block. */
@FunctionalInterface
public interface HttpHandler {
    void handle(HttpExchange exchange);
}
