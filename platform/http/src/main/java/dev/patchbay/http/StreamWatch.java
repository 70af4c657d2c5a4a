package dev.patchbay.http;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;

/**
 * Notices that the stream of a running HTTP/2 request was reset, or its connection closed. Either closes the sink of the
 * answer at once and wakes up who writes there, which until the answer begins is nobody but this watch. Confined to the
 * I/O thread.
 */
final class StreamWatch implements DisconnectWatch {
    private final HttpServerExchange exchange;
    private final Runnable gone;
    private boolean runs;
    private boolean stands;

    StreamWatch(HttpServerExchange exchange, Runnable gone) {
        this.exchange = exchange;
        this.gone = gone;
    }

    @Override
    public void start() {
        runs = true;
        if (!stands && !exchange.isResponseChannelAvailable()) {
            return; // an answer is being written, and who writes it notices
        }
        if (!stands) {
            stands = true;
            sink().setWriteListener(sink -> look());
        }
        look();
    }

    @Override
    public void stop() {
        runs = false;
    }

    @Override
    public void leaveReadsOn(@Nullable BodyReader body) {
        // the connection reads for all its streams
    }

    @Override
    public void look() {
        if (runs && !sink().isOpen()) {
            runs = false;
            gone.run();
        }
    }

    private ConduitStreamSinkChannel sink() {
        return Connectors.getConduitSinkChannel(exchange);
    }
}
