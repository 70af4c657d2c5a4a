package dev.patchbay.http;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DelegateOpenListener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.ssl.SslConnection;

/**
 * Finds out which version of HTTP a new connection speaks: over TLS the handshake says it (ALPN), without TLS a client
 * that speaks HTTP/2 begins with its preface. Whoever says nothing in time is given up. An upgrade from one to the other
 * is never taken, since proxies and servers read it differently. Runs on I/O threads.
 */
final class ConnectionStart implements ChannelListener<StreamConnection> {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionStart.class);
    private static final String H2 = "h2";
    private static final String[] SPOKEN = {H2, "http/1.1"};
    /** No method of HTTP/1.1 begins with it. */
    private static final byte[] PREFACE = "PRI ".getBytes(StandardCharsets.US_ASCII);

    private final ByteBufferPool buffers;
    private final DelegateOpenListener http1;
    private final DelegateOpenListener http2;
    private final Http2Connections connections;
    private final Consumer<StreamConnection> floods;
    private final long timeoutMs;

    /**
     * Makes the start of all connections of a server.
     *
     * @param buffers for the first bytes
     * @param http1 serves HTTP/1.1
     * @param http2 serves HTTP/2
     * @param connections gets each one of HTTP/2
     * @param floods is told whose connection sent too many frames of HTTP/2 that carry nothing, before it is closed
     * @param timeoutMs how long the first bytes may take
     */
    ConnectionStart(ByteBufferPool buffers, DelegateOpenListener http1, DelegateOpenListener http2,
            Http2Connections connections, Consumer<StreamConnection> floods, long timeoutMs) {
        this.buffers = buffers;
        this.http1 = http1;
        this.http2 = http2;
        this.connections = connections;
        this.floods = floods;
        this.timeoutMs = timeoutMs;
    }

    @Override
    public void handleEvent(StreamConnection connection) {
        SSLEngine engine = connection instanceof SslConnection secured ? UndertowXnioSsl.getSslEngine(secured) : null;
        if (engine != null) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setApplicationProtocols(SPOKEN);
            engine.setSSLParameters(parameters);
        }
        First first = new First(connection, engine);
        ConduitStreamSourceChannel source = connection.getSourceChannel();
        source.setReadListener(first);
        first.handleEvent(source);
    }

    /** The first bytes of one connection. */
    private final class First implements ChannelListener<ConduitStreamSourceChannel> {
        private final StreamConnection connection;
        private final @Nullable SSLEngine engine;
        private @Nullable PooledByteBuffer begun;
        private XnioExecutor.@Nullable Key timeout;
        private boolean isKnown;

        First(StreamConnection connection, @Nullable SSLEngine engine) {
            this.connection = connection;
            this.engine = engine;
        }

        @Override
        public void handleEvent(ConduitStreamSourceChannel source) {
            PooledByteBuffer pooled = begun == null ? buffers.allocate() : begun;
            begun = null;
            boolean handedOver = false;
            try {
                handedOver = read(source, pooled);
            } catch (IOException e) {
                LOG.debug("A connection has ended before its first request", e);
                end();
            } catch (RuntimeException | Error e) {
                end();
                throw e;
            } finally {
                if (!handedOver) {
                    pooled.close();
                }
            }
        }

        /** Whether the buffer is somebody else's now. */
        private boolean read(ConduitStreamSourceChannel source, PooledByteBuffer pooled) throws IOException {
            ByteBuffer buffer = pooled.getBuffer();
            int count = source.read(buffer);
            if (count < 0) {
                end();
                return false;
            }
            boolean isEnough = engine != null ? count > 0 : buffer.position() >= PREFACE.length || !isPreface(buffer);
            if (isEnough && buffer.position() > 0) {
                isKnown = true;
                boolean isHttp2 = engine != null ? H2.equals(engine.getApplicationProtocol()) : isPreface(buffer);
                stopWaiting();
                source.setReadListener(null);
                buffer.flip();
                if (!isHttp2) {
                    http1.handleEvent(connection, pooled);
                    return true;
                }
                var meter = new FrameMeter(source.getConduit(), this::flooded);
                if (!meter.count(buffer)) {
                    flooded();
                    return false;
                }
                source.setConduit(meter);
                connections.add(connection, meter);
                http2.handleEvent(connection, pooled);
                return true;
            }
            boolean keep = buffer.position() > 0;
            if (keep) {
                begun = pooled;
            }
            if (timeout == null) {
                timeout = connection.getIoThread().executeAfter(this::timedOut, timeoutMs, TimeUnit.MILLISECONDS);
            }
            source.resumeReads();
            return keep;
        }

        private static boolean isPreface(ByteBuffer buffer) {
            for (int i = 0; i < Math.min(buffer.position(), PREFACE.length); i++) {
                if (buffer.get(i) != PREFACE[i]) {
                    return false;
                }
            }
            return true;
        }

        private void timedOut() {
            if (!isKnown) {
                end();
            }
        }

        private void flooded() {
            floods.accept(connection);
            end();
        }

        private void stopWaiting() {
            if (timeout != null) {
                timeout.remove();
            }
        }

        private void end() {
            stopWaiting();
            PooledByteBuffer kept = begun;
            begun = null;
            if (kept != null) {
                kept.close();
            }
            IoUtils.safeClose(connection);
        }
    }
}
