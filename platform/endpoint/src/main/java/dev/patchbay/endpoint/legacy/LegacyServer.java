package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.ask.AskPages;
import dev.patchbay.endpoint.identity.CredentialWatch;
import dev.patchbay.endpoint.list.ListNews;
import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.endpoint.list.SeenLists;
import dev.patchbay.endpoint.mapping.RefusedAnswers;
import dev.patchbay.http.EventStream;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpError;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.StreamLimit;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.ServerCapabilities;
import dev.patchbay.protocol.codec.RevisionCodec;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.http.HeaderValue;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.lifecycle.CancelledNotification;
import dev.patchbay.protocol.lifecycle.InitializeRequest;
import dev.patchbay.protocol.lifecycle.InitializeResult;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcErrorResponse;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcResultResponse;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
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
    private static final ServerCapabilities CAPABILITIES = new ServerCapabilities(new ServerCapabilities.Tools(true),
            new ServerCapabilities.Resources(true, true), new ServerCapabilities.Prompts(true), true, true, Map.of(),
            Map.of());

    private final Implementation identity;
    private final Pipeline pipeline;
    private final @Nullable String instructions;
    private final Map<Revision, LegacyRevision> revisions = new EnumMap<>(Revision.class);
    private final Revision latest;
    private final StreamLimit streams;
    private final CredentialWatch credentials;
    private final Sessions sessions;
    private final LegacyRequests requests;
    private final Timers timers = new Timers();

    /** Creates the server of all legacy revisions there is a codec for. */
    public LegacyServer(Implementation identity, @Nullable String instructions, Pipeline pipeline,
            ListOptions lists, LegacyOptions options, StreamLimit streams, ListNews news,
            RefusedAnswers refusals, CredentialWatch credentials, AskPages asks) {
        this.identity = identity;
        this.instructions = instructions;
        this.streams = streams;
        this.credentials = credentials;
        for (RevisionCodec codec : RevisionCodec.all()) {
            if (!codec.revision().isModern()) {
                revisions.put(codec.revision(), LegacyRevision.of(codec.server(identity), lists));
            }
        }
        this.latest = revisions.keySet().stream().max(Revision::compareTo).orElseThrow();
        this.sessions = new Sessions(options);
        this.requests = new LegacyRequests(pipeline, new CallParts(timers, refusals, streams, asks));
        this.pipeline = pipeline;
        news.add(new SessionNews(sessions, pipeline, credentials));
        Duration check = options.idle().compareTo(EXPIRY_CHECK) < 0 ? options.idle() : EXPIRY_CHECK;
        timers.every(check, sessions::expire);
        credentials.onRevoked(who -> sessions.all().stream().filter(session -> who.test(session.caller()))
                .forEach(sessions::end));
    }

    /** Serves a request. */
    public void request(HttpExchange exchange, Caller caller, RpcRequest request) {
        if (request.method().equals("initialize")) {
            initialize(exchange, caller, request);
            return;
        }
        withSession(exchange, caller, request.id(), session -> requests.serve(exchange, session, caller, request));
    }

    private void initialize(HttpExchange exchange, Caller caller, RpcRequest request) {
        InitializeRequest initialize;
        Revision revision = request.params().get("protocolVersion") instanceof String wanted
                ? Revision.of(wanted).filter(revisions::containsKey).orElse(latest)
                : latest;
        LegacyRevision served = Objects.requireNonNull(revisions.get(revision));
        try {
            initialize = (InitializeRequest) served.codec().decodeRequest(request).orElseThrow();
        } catch (InvalidParamsException e) {
            exchange.answer(200, RpcWriter.error(request.id(), e.error()));
            return;
        }
        LegacySession session = sessions.create(caller, served, initialize.capabilities(),
                new SeenLists(pipeline.view(caller)));
        exchange.responseHeader(SESSION, session.id());
        exchange.answer(200, served.codec().encodeResponse(request.id(),
                new InitializeResult(revision.text(), CAPABILITIES, identity, instructions, Map.of())));
    }

    /** Takes a notification of a client. */
    public void notification(HttpExchange exchange, Caller caller, RpcNotification notification) {
        withSession(exchange, caller, null, session -> {
            ServerCodec codec = session.revision().codec();
            try {
                Optional<McpNotification> decoded = codec.decodeNotification(notification);
                if (decoded.isPresent() && decoded.get() instanceof CancelledNotification cancelled) {
                    session.cancel(cancelled.requestId());
                }
                exchange.answer(202);
            } catch (InvalidParamsException e) {
                exchange.answer(400, RpcWriter.error(null, e.error()));
            }
        });
    }

    /** Takes the answer of a client to a question of ours. */
    public void response(HttpExchange exchange, Caller caller, RpcResponse response) {
        withSession(exchange, caller, null, session -> {
            RequestId question = switch (response) {
                case RpcResultResponse given -> given.id();
                case RpcErrorResponse refused -> refused.id();
            };
            exchange.answer(202);
            if (question != null) {
                session.answer(question, response);
            }
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
        Optional<SessionStream> stream = position.flatMap(at -> session.stream(at.stream()));
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
        if (version != null && Revision.of(HeaderValue.trim(version)).filter(revisions::containsKey).isEmpty()) {
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
        sessions.all().forEach(session -> session.ownStream().end());
    }

    /** Open sessions. */
    public int openSessions() {
        return sessions.all().size();
    }

    @Override
    public void close() {
        timers.close();
        sessions.all().forEach(sessions::end);
    }
}
