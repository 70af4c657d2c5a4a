package dev.patchbay.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Notices that the client of a running HTTP/1.1 request has closed its connection. The server itself sees that only
 * when it writes, so while no request is being read a handler of our own stands at the connection's original source
 * conduit; it is taken away before the answer goes out. Bytes of a next request are pushed back, and the watch ends.
 * Confined to the I/O thread.
 */
final class ConnectionWatch implements DisconnectWatch, ReadReadyHandler {
    private final HttpServerExchange exchange;
    private final Runnable gone;
    private @Nullable HttpServerConnection watched;

    ConnectionWatch(HttpServerExchange exchange, Runnable gone) {
        this.exchange = exchange;
        this.gone = gone;
    }

    @Override
    public void start() {
        if (watched != null || !exchange.isRequestComplete()
                || !(exchange.getConnection() instanceof HttpServerConnection connection)
                || connection.getExtraBytes() != null) {
            return;
        }
        watched = connection;
        StreamSourceConduit conduit = connection.getOriginalSourceConduit();
        conduit.setReadReadyHandler(this);
        conduit.resumeReads();
    }

    @Override
    public void stop() {
        HttpServerConnection connection = watched;
        if (connection == null) {
            return;
        }
        watched = null;
        StreamSourceConduit conduit = connection.getOriginalSourceConduit();
        conduit.suspendReads();
        ConduitStreamSourceChannel channel = connection.getChannel().getSourceChannel();
        conduit.setReadReadyHandler(new ReadReadyHandler.ChannelListenerHandler<>(channel));
    }

    @Override
    public void leaveReadsOn(@Nullable BodyReader body) {
        if (body != null && body.cameAtOnce() && exchange.isRequestComplete()
                && exchange.getConnection() instanceof HttpServerConnection connection
                && connection.getExtraBytes() == null && connection.getSslSession() == null) {
            connection.getOriginalSourceConduit().resumeReads();
        }
    }

    @Override
    public void look() {
        // the connection tells by itself
    }

    @Override
    public void readReady() {
        HttpServerConnection connection = watched;
        if (connection == null) {
            return;
        }
        PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
        boolean free = true;
        try {
            ByteBuffer buffer = pooled.getBuffer();
            int count = connection.getOriginalSourceConduit().read(buffer);
            if (count < 0) {
                left();
            } else if (count > 0) {
                buffer.flip();
                connection.ungetRequestBytes(pooled);
                free = false;
                stop();
            }
        } catch (IOException e) {
            left();
        } finally {
            if (free) {
                pooled.close();
            }
        }
    }

    private void left() {
        stop();
        gone.run();
    }

    @Override
    public void forceTermination() {
        if (watched != null) {
            left();
        }
    }

    @Override
    public void terminated() {
        if (watched != null) {
            left();
        }
    }
}
