package dev.patchbay.http;

import io.undertow.server.HttpServerExchange;

/** Notices that the client of a running request has gone away. Confined to the I/O thread. */
sealed interface DisconnectWatch permits ConnectionWatch, StreamWatch {
    /** The watch of an exchange, not begun yet. */
    static DisconnectWatch of(HttpServerExchange exchange, Runnable gone) {
        return HttpVersion.isHttp2(exchange) ? new StreamWatch(exchange, gone) : new ConnectionWatch(exchange, gone);
    }

    /** Begins, or goes on. */
    void start();

    /** Ends; it may begin again. */
    void stop();

    /** Looks once more, now and then while it runs. */
    void look();
}
