package dev.patchbay.http;

import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;

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

    /**
     * Leaves it to the server to stop listening when something comes while the request runs, which is seldom, instead of
     * before that; so the kernel need not be told twice for each request.
     *
     * @param body has read the body; null if there was none to read
     */
    void leaveReadsOn(@Nullable BodyReader body);

    /** Looks once more, now and then while it runs. */
    void look();
}
