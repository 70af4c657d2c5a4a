package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.ask.AskPages;
import dev.patchbay.endpoint.identity.CredentialWatch;
import dev.patchbay.endpoint.list.ListNews;
import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.endpoint.mapping.RefusedAnswers;
import dev.patchbay.http.EventStream;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpError;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.StreamLimit;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.http.HeaderValue;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcBatch;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcException;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Serves clients of the older revisions: the handshake, sessions, their streams, and what belongs to a session. Called on
 * I/O threads; nothing here blocks.
 */
public final class LegacyServer implements AutoCloseable {
    private static final HeaderName VERSION = HeaderName.of(McpHeaders.PROTOCOL_VERSION);
    private static final HeaderName SESSION = HeaderName.of(McpHeaders.SESSION_ID);
    private static final HeaderName LAST_EVENT = HeaderName.of(McpHeaders.LAST_EVENT_ID);
    private static final Duration EXPIRY_CHECK = Duration.ofSeconds(10);

    private final StreamLimit streams;
    private final CredentialWatch credentials;
    private final CallParts parts;
    private final Sessions sessions;
    private final Handshake handshake;
    private final LegacyRequests requests;
    private final SseServer sse;
    private final Timers timers = new Timers();

    /** Creates the server of all legacy revisions there is a codec for. */
    public LegacyServer(Implementation identity, @Nullable String instructions, Pipeline pipeline,
            ListOptions lists, LegacyOptions options, StreamLimit streams, ListNews news,
            RefusedAnswers refusals, CredentialWatch credentials, AskPages asks) {
        this.streams = streams;
        this.credentials = credentials;
        this.sessions = new Sessions(options);
        this.parts = new CallParts(timers, refusals, streams, asks);
        this.handshake = new Handshake(identity, instructions, pipeline, lists, options, sessions);
        this.requests = new LegacyRequests(pipeline, parts);
        this.sse = new SseServer(handshake, sessions, requests, streams, credentials, timers);
        news.add(new SessionNews(sessions, pipeline, credentials));
        Duration check = options.idle().compareTo(EXPIRY_CHECK) < 0 ? options.idle() : EXPIRY_CHECK;
        timers.every(check, sessions::expire);
        credentials.onRevoked(who -> sessions.all().stream().filter(session -> who.test(session.caller()))
                .forEach(sessions::end));
    }

    /** The same sessions over the oldest transport. */
    public SseServer sse() {
        return sse;
    }

    /** Serves a request. */
    public void request(HttpExchange exchange, Caller caller, RpcRequest request) {
        if (request.method().equals("initialize")) {
            initialize(exchange, caller, request);
            return;
        }
        withSession(exchange, caller, request.id(), session -> requests
                .serve(new PostReply(exchange, session, caller, parts), session, caller, request));
    }

    private void initialize(HttpExchange exchange, Caller caller, RpcRequest request) {
        try {
            Handshake.Opened opened = handshake.open(caller, request, null);
            exchange.responseHeader(SESSION, opened.session().id());
            exchange.answer(200, opened.response());
        } catch (InvalidParamsException e) {
            exchange.answer(200, RpcWriter.error(request.id(), e.error()));
        }
    }

    /** Serves an array of messages. */
    public void batch(HttpExchange exchange, Caller caller, RpcBatch array) {
        withSession(exchange, caller, null, session -> {
            try {
                serve(exchange, session, caller, Batch.of(array, session.revision().codec().revision()));
            } catch (RpcException e) {
                exchange.answer(400, RpcWriter.error(null, e.error()));
            }
        });
    }

    private void serve(HttpExchange exchange, LegacySession session, Caller caller, Batch batch) {
        int expected = batch.requests();
        BatchReply reply = new BatchReply(exchange, session, caller, parts, expected);
        for (RpcMessage message : batch.messages()) {
            requests.take(reply::one, session, caller, message);
        }
        if (expected == 0) {
            exchange.answer(202);
        }
    }

    /** Takes a notification of a client. */
    public void notification(HttpExchange exchange, Caller caller, RpcNotification notification) {
        withSession(exchange, caller, null, session -> {
            try {
                LegacyRequests.take(session, notification);
                exchange.answer(202);
            } catch (InvalidParamsException e) {
                exchange.answer(400, RpcWriter.error(null, e.error()));
            }
        });
    }

    /** Takes the answer of a client to a question of ours. */
    public void response(HttpExchange exchange, Caller caller, RpcResponse response) {
        withSession(exchange, caller, null, session -> {
            exchange.answer(202);
            LegacyRequests.take(session, response);
        });
    }

    /** Serves {@code GET}, the stream of a session, and {@code DELETE}, its end. */
    public void otherMethod(HttpExchange exchange, Caller caller) {
        switch (exchange.method()) {
            case "GET" -> {
                if (exchange.acceptsEventStream()) {
                    withSession(exchange, caller, null, session -> read(exchange, caller, session));
                } else {
                    exchange.answer(406,
                            HttpError.json("not_acceptable", "The answer is text/event-stream: accept it."));
                }
            }
            case "DELETE" -> withSession(exchange, caller, null, session -> {
                sessions.end(session);
                exchange.answer(204);
            });
            default -> {
                exchange.responseHeader(HeaderName.ALLOW, "GET, POST, DELETE");
                exchange.answer(405, HttpError.json("method_not_allowed", "Send MCP messages with POST."));
            }
        }
    }

    private void read(HttpExchange exchange, Caller caller, LegacySession session) {
        String lastEvent = exchange.header(LAST_EVENT);
        if (lastEvent == null) {
            SessionStream own = session.ownStream();
            connect(exchange, caller, own, own::read);
            return;
        }
        Optional<SessionStream.Position> position = SessionStream.Position.parse(lastEvent);
        Optional<SessionStream> stream = position.flatMap(at -> session.findStream(at.stream()));
        if (position.isEmpty() || stream.isEmpty()) {
            exchange.answer(400, RpcWriter.error(null, RpcError.of(ErrorCode.INVALID_REQUEST,
                    "Last-Event-ID names no stream of this session that is still kept")));
            return;
        }
        connect(exchange, caller, stream.get(), reader -> stream.get().readAfter(reader, position.get().event()));
    }

    /** Lets a connection read a stream, as long as the credential holds that it came with. */
    private void connect(HttpExchange exchange, Caller caller, SessionStream stream, Consumer<EventStream> read) {
        if (!streams.admit(caller.id())) {
            exchange.answer(429, RpcWriter.error(null,
                    RpcError.of(ErrorCode.LEGACY_RATE_LIMITED, StreamLimit.REFUSAL)));
            return;
        }
        EventStream reader = LegacySession.connect(exchange, stream);
        read.accept(reader);
        CredentialWatch.Held held = credentials.hold(caller, () -> stream.close(reader));
        exchange.onComplete(() -> {
            held.release();
            streams.release(caller.id());
        });
    }

    private void withSession(HttpExchange exchange, Caller caller, @Nullable RequestId request,
            Consumer<LegacySession> action) {
        String version = exchange.header(VERSION);
        if (version != null && Revision.of(HeaderValue.trim(version)).filter(handshake::serves).isEmpty()) {
            refuse(exchange, 400, request, "Unsupported protocol version in header " + VERSION);
            return;
        }
        String id = exchange.header(SESSION);
        if (id == null) {
            refuse(exchange, 400, request, "Header " + SESSION + " is missing: start with initialize");
            return;
        }
        Optional<LegacySession> session = sessions.find(id, caller);
        if (session.isEmpty()) {
            refuse(exchange, 404, request, "Session not found: start again with initialize");
            return;
        }
        action.accept(session.get());
    }

    private static void refuse(HttpExchange exchange, int status, @Nullable RequestId id, String problem) {
        exchange.answer(status, RpcWriter.error(id, RpcError.of(ErrorCode.INVALID_REQUEST, problem)));
    }

    /** Ends the streams that belong to no call. */
    public void drain() {
        sse.drain();
        sessions.all().forEach(LegacySession::drain);
    }

    /** Open sessions. */
    public int openSessions() {
        return sessions.size();
    }

    @Override
    public void close() {
        timers.close();
        sessions.all().forEach(sessions::end);
    }
}
