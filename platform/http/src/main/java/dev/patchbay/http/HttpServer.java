package dev.patchbay.http;

import io.undertow.UndertowOptions;
import io.undertow.connector.ByteBufferPool;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.SslClientAuthMode;
import org.xnio.StreamConnection;
import org.xnio.Xnio;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;
import org.xnio.ssl.XnioSsl;

/** A running HTTP server: HTTP/1.1, plain or over TLS 1.3. Safe for all threads. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BUFFER_BYTES = 16 * 1024;
    /** A whole record of TLS, 16 KiB and what is around it, must fit. */
    private static final int TLS_BUFFER_BYTES = 20 * 1024;
    private static final int POOLED_BUFFERS = 1000;

    private final XnioWorker worker;
    private final AcceptingChannel<? extends StreamConnection> accepting;
    private final HttpOpenListener listener;
    private final Front front;
    private final int port;
    private final AtomicBoolean accepts = new AtomicBoolean(true);
    private final AtomicBoolean open = new AtomicBoolean(true);

    private HttpServer(XnioWorker worker, AcceptingChannel<? extends StreamConnection> accepting,
            HttpOpenListener listener,
            Front front, int port) {
        this.worker = worker;
        this.accepting = accepting;
        this.listener = listener;
        this.front = front;
        this.port = port;
    }

    /**
     * Starts to listen.
     *
     * @throws IOException if the address cannot be listened on, or the files for TLS are not what they should be
     */
    public static HttpServer start(HttpOptions options, Site site) throws IOException {
        int ioThreads = options.ioThreads() > 0
                ? options.ioThreads()
                : Math.max(2, Runtime.getRuntime().availableProcessors());
        int highWater = options.maxConnections() + Math.max(16, options.maxConnections() / 10);
        TlsOptions tls = options.tls();
        // Handshakes compute for milliseconds, which is not for threads that serve others.
        int tasks = tls == null ? 1 : ioThreads;
        XnioWorker worker = Xnio.getInstance(HttpServer.class.getClassLoader())
                .createWorker(OptionMap.builder().set(Options.WORKER_NAME, "patchbay-http")
                        .set(Options.WORKER_IO_THREADS, ioThreads).set(Options.WORKER_TASK_CORE_THREADS, tasks)
                        .set(Options.WORKER_TASK_MAX_THREADS, tasks).set(Options.TCP_NODELAY, true).getMap());
        try {
            // The server's own pool caches buffers for each thread, which is much memory where threads come and go.
            var buffers = new DefaultByteBufferPool(true, tls == null ? BUFFER_BYTES : TLS_BUFFER_BYTES,
                    POOLED_BUFFERS, 0);
            HttpOpenListener listener = new HttpOpenListener(buffers, serverOptions(options));
            Front front = new Front(options, site, worker);
            listener.setRootHandler(new HttpContinueReadHandler(front));
            OptionMap socket = OptionMap.builder().set(Options.WORKER_IO_THREADS, ioThreads)
                    .set(Options.TCP_NODELAY, true).set(Options.REUSE_ADDRESSES, true).set(Options.BACKLOG, 1000)
                    .set(Options.BALANCING_TOKENS, 1).set(Options.BALANCING_CONNECTIONS, 2)
                    .set(Options.CONNECTION_HIGH_WATER, highWater).set(Options.CONNECTION_LOW_WATER, highWater)
                    .getMap();
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(options.bind()), options.port());
            AcceptingChannel<? extends StreamConnection> accepting = tls == null
                    ? worker.createStreamConnectionServer(address, ChannelListeners.openListenerAdapter(listener),
                            socket)
                    : secured(worker, tls, buffers).createSslConnectionServer(worker, address,
                            ChannelListeners.openListenerAdapter(listener), secured(socket, tls));
            int port = accepting.getLocalAddress(InetSocketAddress.class).getPort();
            front.listensOn(port);
            accepting.resumeAccepts();
            return new HttpServer(worker, accepting, listener, front, port);
        } catch (IOException | RuntimeException e) {
            worker.shutdownNow();
            throw e;
        }
    }

    private static XnioSsl secured(XnioWorker worker, TlsOptions tls, ByteBufferPool buffers) throws IOException {
        return new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, buffers, TlsFiles.context(tls), worker);
    }

    private static OptionMap secured(OptionMap socket, TlsOptions tls) {
        return OptionMap.builder().addAll(socket).set(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3"))
                .set(Options.SSL_CLIENT_AUTH_MODE, switch (tls.clientAuth()) {
                    case NONE -> SslClientAuthMode.NOT_REQUESTED;
                    case WANTED -> SslClientAuthMode.REQUESTED;
                    case REQUIRED -> SslClientAuthMode.REQUIRED;
                }).getMap();
    }

    private static OptionMap serverOptions(HttpOptions options) {
        // No HTTP/2 as long as the reset of one of its streams cannot be noticed before an answer is written.
        return OptionMap.builder().set(UndertowOptions.ENABLE_HTTP2, false)
                // Twice what is allowed: up to there the answer says what is wrong, beyond the connection ends.
                .set(UndertowOptions.MAX_HEADER_SIZE, 2 * (options.maxHeaderBytes() + options.maxUrlLength()))
                .set(UndertowOptions.MAX_HEADERS, 2 * options.maxHeaders())
                .set(UndertowOptions.MAX_PARAMETERS, 32).set(UndertowOptions.MAX_COOKIES, 32)
                .set(UndertowOptions.MAX_ENTITY_SIZE, 2L * options.maxBodyBytes())
                .set(UndertowOptions.REQUEST_PARSE_TIMEOUT, Math.toIntExact(options.headerTimeout().toMillis()))
                .set(UndertowOptions.NO_REQUEST_TIMEOUT, Math.toIntExact(options.idle().toMillis()))
                .set(UndertowOptions.ALWAYS_SET_KEEP_ALIVE, false).set(UndertowOptions.ALWAYS_SET_DATE, true)
                .getMap();
    }

    public int port() {
        return port;
    }

    /** Requests that were not answered on the spot and are still open, streams included. */
    public int openExchanges() {
        return front.openExchanges();
    }

    /** Takes no new connections; every answer from now on ends its connection. */
    public void stopAccepting() {
        // Closing it once more, when its thread has ended, would wait for ever.
        if (accepts.compareAndSet(true, false)) {
            front.drain();
            IoUtils.safeClose(accepting);
        }
    }

    /** Closes every connection at once. */
    @Override
    public void close() {
        stopAccepting();
        if (!open.compareAndSet(true, false)) {
            return;
        }
        listener.closeConnections();
        worker.shutdown();
        try {
            if (!worker.awaitTermination(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
        LOG.debug("The HTTP server on port {} has stopped", port);
    }
}
