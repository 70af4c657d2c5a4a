package dev.patchbay.http;

import io.undertow.UndertowOptions;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.ssl.UndertowXnioSsl;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.server.HttpHandler;
import io.undertow.server.OpenListener;
import io.undertow.server.handlers.HttpContinueReadHandler;
import io.undertow.server.protocol.http.HttpOpenListener;
import io.undertow.server.protocol.http2.Http2OpenListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.ChannelListener;
import org.xnio.ChannelListeners;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.SslClientAuthMode;
import org.xnio.StreamConnection;
import org.xnio.XnioWorker;
import org.xnio.channels.AcceptingChannel;

/** A running HTTP server: HTTP/1.1 and HTTP/2, plain or over TLS 1.3. Safe for all threads. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final int BUFFER_BYTES = 16 * 1024;
    /** A whole record of TLS, 16 KiB and what is around it, must fit. */
    private static final int TLS_BUFFER_BYTES = 20 * 1024;
    private static final int POOLED_BUFFERS = 1000;

    /** More streams of one connection that are reset in this time end it. */
    private static final int MAX_RESETS = 200;
    private static final int RESET_WINDOW_MS = 10_000;

    static {
        // Without it HTTP/2 has a limit of its own for headers, below ours. Read once, when its classes are loaded.
        if (System.getProperty(Http2Channel.HTTP2_MAX_HEADER_SIZE_PROPERTY) == null) {
            System.setProperty(Http2Channel.HTTP2_MAX_HEADER_SIZE_PROPERTY, "0");
        }
    }

    private final XnioWorker worker;
    private final AcceptingChannel<? extends StreamConnection> accepting;
    private final List<OpenListener> listeners;
    private final Http2Connections connections;
    private final Front front;
    private final int port;
    private final @Nullable TlsReload reload;
    private final AtomicBoolean accepts = new AtomicBoolean(true);
    private final AtomicBoolean open = new AtomicBoolean(true);

    private HttpServer(XnioWorker worker, AcceptingChannel<? extends StreamConnection> accepting,
            List<OpenListener> listeners, Http2Connections connections, Front front, int port,
            @Nullable TlsReload reload) {
        this.worker = worker;
        this.accepting = accepting;
        this.listeners = listeners;
        this.connections = connections;
        this.front = front;
        this.port = port;
        this.reload = reload;
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
        XnioWorker worker = UnmanagedXnio.find()
                .createWorker(OptionMap.builder().set(Options.WORKER_NAME, "patchbay-http")
                        .set(Options.WORKER_IO_THREADS, ioThreads).set(Options.WORKER_TASK_CORE_THREADS, tasks)
                        .set(Options.WORKER_TASK_MAX_THREADS, tasks).set(Options.TCP_NODELAY, true).getMap());
        try {
            // The server's own pool caches buffers for each thread, which is much memory where threads come and go.
            var buffers = new DefaultByteBufferPool(true, tls == null ? BUFFER_BYTES : TLS_BUFFER_BYTES,
                    POOLED_BUFFERS, 0);
            Front front = new Front(options, site, worker);
            HttpHandler root = new HttpContinueReadHandler(front);
            HttpOpenListener http1 = new HttpOpenListener(buffers, serverOptions(options));
            http1.setRootHandler(root);
            Http2OpenListener http2 = new Http2OpenListener(buffers, http2Options(options));
            http2.setRootHandler(root);
            Http2Connections connections = new Http2Connections();
            ChannelListener<StreamConnection> start = options.maxStreams() == 0
                    ? http1
                    : new ConnectionStart(buffers, http1, http2, connections, front::flooded,
                            options.headerTimeout().toMillis());
            OptionMap socket = OptionMap.builder().set(Options.WORKER_IO_THREADS, ioThreads)
                    .set(Options.TCP_NODELAY, true).set(Options.REUSE_ADDRESSES, true).set(Options.BACKLOG, 1000)
                    .set(Options.BALANCING_TOKENS, 1).set(Options.BALANCING_CONNECTIONS, 2)
                    .set(Options.CONNECTION_HIGH_WATER, highWater).set(Options.CONNECTION_LOW_WATER, highWater)
                    .getMap();
            InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(options.bind()), options.port());
            AcceptingChannel<? extends StreamConnection> accepting;
            TlsReload reload = null;
            if (tls == null) {
                accepting = worker.createStreamConnectionServer(address, ChannelListeners.openListenerAdapter(start),
                        socket);
            } else {
                List<String> files = TlsReload.state(tls);
                UndertowXnioSsl ssl = new UndertowXnioSsl(worker.getXnio(), OptionMap.EMPTY, buffers,
                        TlsFiles.context(tls), worker);
                accepting = ssl.createSslConnectionServer(worker, address,
                        ChannelListeners.openListenerAdapter(start), secured(socket, tls));
                reload = TlsReload.start(tls, ssl, files);
            }
            int port = accepting.getLocalAddress(InetSocketAddress.class).getPort();
            front.listensOn(port);
            accepting.resumeAccepts();
            return new HttpServer(worker, accepting, List.of(http1, http2), connections, front, port, reload);
        } catch (IOException | RuntimeException e) {
            worker.shutdownNow();
            throw e;
        }
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
        return OptionMap.builder().set(UndertowOptions.ENABLE_HTTP2, false) // not inside of a connection of HTTP/1.1
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

    private static OptionMap http2Options(HttpOptions options) {
        return OptionMap.builder().addAll(serverOptions(options))
                .set(UndertowOptions.HTTP2_SETTINGS_MAX_CONCURRENT_STREAMS, options.maxStreams())
                .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
                .set(UndertowOptions.RST_FRAMES_TIME_WINDOW, RESET_WINDOW_MS)
                .set(UndertowOptions.MAX_RST_FRAMES_PER_WINDOW, MAX_RESETS).getMap();
    }

    public int port() {
        return port;
    }

    /** Requests that were not answered on the spot and are still open, streams included. */
    public int openExchanges() {
        return front.openExchanges();
    }

    /**
     * Takes no new connections; every answer from now on ends its connection, and clients of HTTP/2 are told to open no
     * more streams.
     */
    public void stopAccepting() {
        // Closing it once more, when its thread has ended, would wait for ever.
        if (accepts.compareAndSet(true, false)) {
            front.drain();
            if (reload != null) {
                reload.close();
            }
            IoUtils.safeClose(accepting);
            connections.drain();
        }
    }

    /** Closes every connection at once. */
    @Override
    public void close() {
        stopAccepting();
        if (!open.compareAndSet(true, false)) {
            return;
        }
        connections.end();
        listeners.forEach(OpenListener::closeConnections);
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
