package dev.patchbay.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Protocols;

/** What differs between the versions of HTTP. */
final class HttpVersion {
    private HttpVersion() {}

    static boolean isHttp2(HttpServerExchange exchange) {
        return exchange.getProtocol().equals(Protocols.HTTP_2_0);
    }

    /** Lets the connection end after the answer; in HTTP/2, where only this one stream is concerned, it stays. */
    static void endConnection(HttpServerExchange exchange) {
        if (!isHttp2(exchange)) {
            exchange.setPersistent(false);
            exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
        }
    }
}
