package dev.patchbay.client;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.ProgressToken;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.codec.ClientCodec;
import dev.patchbay.protocol.codec.RevisionCodec;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.lifecycle.CancelledNotification;
import dev.patchbay.protocol.lifecycle.InitializeRequest;
import dev.patchbay.protocol.lifecycle.InitializeResult;
import dev.patchbay.protocol.lifecycle.InitializedNotification;
import dev.patchbay.protocol.notification.SetLevelRequest;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcErrorResponse;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcResultResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Talks in a session that begins with a handshake, and begins a new one if the server has forgotten it. */
final class LegacyConnection implements Connection {
    private static final System.Logger LOG = System.getLogger(LegacyConnection.class.getName());
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final int NOT_FOUND = 404;

    private final HttpTransport http;
    private final ClientCodec codec;
    private final Implementation clientInfo;
    private final InputHandlers handlers;
    private final RequestMeta baseMeta;
    private final AtomicLong lastId = new AtomicLong();
    private final SessionStream stream;
    private volatile ResponseCache cache = ResponseCache.OFF;
    private volatile Session session;
    private volatile @Nullable LoggingLevel serverLogLevel;

    /** What one handshake gave. */
    private record Session(@Nullable String id, ServerFacts server) {}

    private LegacyConnection(HttpTransport http, ClientCodec codec, Implementation clientInfo, InputHandlers handlers,
            Cancellation cancellation) {
        this.http = http;
        this.codec = codec;
        this.clientInfo = clientInfo;
        this.handlers = handlers;
        this.baseMeta = RequestMeta.ofSession(codec.revision());
        this.session = initialize(cancellation);
        this.stream = new SessionStream(this, http, !handlers.isEmpty());
    }

    /** Makes the handshake. */
    static LegacyConnection open(HttpTransport http, RevisionCodec codec, Implementation clientInfo,
            InputHandlers handlers, Cancellation cancellation) {
        LegacyConnection connection = new LegacyConnection(http, codec.client(), clientInfo, handlers, cancellation);
        connection.stream.openForQuestions();
        return connection;
    }

    @Override
    public Revision revision() {
        return codec.revision();
    }

    @Override
    public ServerFacts server() {
        return session.server();
    }

    private Session initialize(Cancellation cancellation) {
        RequestId id = nextId();
        InitializeRequest request = new InitializeRequest(codec.revision().text(), handlers.capabilities(), clientInfo,
                baseMeta);
        Session opened;
        try (HttpReply reply = http.post(codec.encodeRequest(id, request), Map.of(), cancellation)) {
            if (!reply.isSuccess()) {
                throw Replies.refusal(reply);
            }
            RpcResponse response = Replies.response(reply, id, new LegacyMessages(this, null, cancellation))
                    .orElseThrow(() -> noAnswer());
            InitializeResult result = (InitializeResult) decode(request, response, reply.status());
            if (!result.protocolVersion().equals(codec.revision().text())) {
                throw new ProtocolViolationException("the server speaks revision " + result.protocolVersion()
                        + ", which this client does not; it speaks " + codec.revision() + " and newer");
            }
            opened = new Session(reply.header(McpHeaders.SESSION_ID).orElse(null),
                    new ServerFacts(result.serverInfo(), result.capabilities(), result.instructions()));
        } catch (IOException e) {
            throw ModernConnection.brokenOff(e, cancellation);
        }
        serverLogLevel = null;
        post(codec.encodeNotification(new InitializedNotification()), opened, cancellation);
        return opened;
    }

    @Override
    public McpResult send(Function<RequestMeta, ClientRequest> factory, Map<String, String> headers,
            CallOptions options, Cancellation cancellation) {
        Session used = session;
        try {
            return sendIn(used, factory, options, cancellation);
        } catch (McpClientException e) {
            if (!hasEnded(used, e)) {
                throw e;
            }
            return sendIn(renewed(used, cancellation), factory, options, cancellation);
        }
    }

    /** A 404 in a session says that the server has forgotten it; nothing of the request was done. */
    private static boolean hasEnded(Session used, McpClientException e) {
        return used.id() != null && switch (e) {
            case TransportException refused -> refused.status().orElse(0) == NOT_FOUND;
            case McpException error -> error.httpStatus() == NOT_FOUND;
            case ProtocolViolationException other -> false;
            case CallCancelledException other -> false;
            case CallTimeoutException other -> false;
        };
    }

    private synchronized Session renewed(Session ended, Cancellation cancellation) {
        if (session.equals(ended)) {
            session = initialize(cancellation);
            // Nobody told of what has changed meanwhile; it may not even be the same server.
            cache.clear();
            stream.renew();
        }
        return session;
    }

    private McpResult sendIn(Session used, Function<RequestMeta, ClientRequest> factory, CallOptions options,
            Cancellation cancellation) {
        LoggingLevel level = options.logLevel();
        if (options.onLog() != null && used.server().capabilities().logging() && level != serverLogLevel) {
            serverLogLevel = level;
            sendIn(used, meta -> new SetLevelRequest(level, meta), CallOptions.DEFAULT, cancellation);
        }
        RequestId id = nextId();
        ProgressToken token = new ProgressToken(id.value());
        ClientRequest request = factory.apply(baseMeta.withProgressToken(options.onProgress() == null ? null : token));
        Runnable news = () -> tellCancelled(id, used);
        cancellation.onCancel(news);
        LegacyMessages messages = new LegacyMessages(this, new CallListeners(codec, options, token), cancellation);
        try (HttpReply reply = http.post(codec.encodeRequest(id, request), headers(used), cancellation)) {
            if (!reply.isSuccess()) {
                throw Replies.refusal(reply);
            }
            RpcResponse response = reply.isEventStream()
                    ? new LegacyStream(http, headers(used), id, messages, cancellation).response(reply)
                    : Replies.response(reply, id, messages).orElseThrow(() -> noAnswer());
            return decode(request, response, reply.status());
        } catch (IOException e) {
            throw ModernConnection.brokenOff(e, cancellation);
        } finally {
            cancellation.forget(news);
        }
    }

    private McpResult decode(ClientRequest request, RpcResponse response, int status) {
        return switch (response) {
            case RpcErrorResponse error -> throw new McpException(error.error(), status);
            case RpcResultResponse result -> {
                try {
                    yield codec.decodeResult(request, result.result());
                } catch (InvalidParamsException e) {
                    throw new ProtocolViolationException("the server answered " + request.method()
                            + " with a malformed result: " + e.getMessage(), e);
                }
            }
        };
    }

    static TransportException noAnswer() {
        return new TransportException("the server closed the stream without an answer", (Throwable) null);
    }

    /** The call's thread may be gone by then, so the news travels on its own. */
    private void tellCancelled(RequestId id, Session used) {
        McpNotification cancelled = new CancelledNotification(id, "the caller cancelled");
        Thread.ofVirtual().name("mcp-client-cancel")
                .start(() -> postQuietly(codec.encodeNotification(cancelled), used));
    }

    /** Answers a request of the server, whatever comes of it. */
    void reply(byte[] response) {
        postQuietly(response, session);
    }

    private void postQuietly(byte[] message, Session used) {
        try {
            post(message, used, new Cancellation());
        } catch (McpClientException e) {
            LOG.log(System.Logger.Level.DEBUG, "a message did not reach the server", e);
        }
    }

    private void post(byte[] message, Session used, Cancellation cancellation) {
        try (HttpReply reply = http.post(message, headers(used), cancellation)) {
            if (!reply.isSuccess()) {
                throw Replies.refusal(reply);
            }
        }
    }

    @Override
    public void keepIn(ResponseCache responses) {
        cache = responses;
    }

    ResponseCache cache() {
        return cache;
    }

    ClientCodec codec() {
        return codec;
    }

    InputHandlers handlers() {
        return handlers;
    }

    Map<String, String> sessionHeaders() {
        return headers(session);
    }

    private Map<String, String> headers(Session used) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(McpHeaders.PROTOCOL_VERSION, codec.revision().text());
        Optional.ofNullable(used.id()).ifPresent(id -> headers.put(McpHeaders.SESSION_ID, id));
        return headers;
    }

    private RequestId nextId() {
        return RequestId.of(lastId.incrementAndGet());
    }

    @Override
    public Subscription listen(SubscriptionFilter filter, SubscriptionListener listener, Duration timeout) {
        return stream.listen(filter, listener, timeout);
    }

    @Override
    public void close() {
        stream.close();
        if (session.id() != null) {
            try (HttpReply farewell = http.delete(headers(session), FAREWELL)) {
                LOG.log(System.Logger.Level.DEBUG, "the session was ended with HTTP " + farewell.status());
            } catch (McpClientException e) {
                // The server will end the session by itself.
                LOG.log(System.Logger.Level.DEBUG, "the session could not be ended", e);
            }
        }
        http.close();
    }
}
