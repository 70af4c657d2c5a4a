package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.identity.CredentialWatch;
import dev.patchbay.http.EventStream;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpError;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.StreamLimit;
import dev.patchbay.invocation.Origin;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcBatch;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcException;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The transport of 2024-11-05, HTTP with SSE, in which every revision with a handshake can be spoken: a client opens one
 * stream, which says where to post messages; all that the server says comes on that stream, and the session ends with it.
 * The id in the address is a handle that nobody can guess and no identity: who posts must be who opened the stream.
 * Called on I/O threads; nothing here blocks.
 */
public final class SseServer {
    /** Where the stream is opened. */
    public static final String STREAM_PATH = "/sse";
    /** Where messages are posted. */
    public static final String MESSAGES_PATH = "/messages";

    private static final String HANDLE = "sessionId=";
    private static final Duration HANDSHAKE = Duration.ofMinutes(1);

    private final Handshake handshake;
    private final Sessions sessions;
    private final LegacyRequests requests;
    private final StreamLimit streams;
    private final CredentialWatch credentials;
    private final Timers timers;
    private final ConcurrentMap<String, Connection> connections = new ConcurrentHashMap<>();

    SseServer(Handshake handshake, Sessions sessions, LegacyRequests requests, StreamLimit streams,
            CredentialWatch credentials, Timers timers) {
        this.handshake = handshake;
        this.sessions = sessions;
        this.requests = requests;
        this.streams = streams;
        this.credentials = credentials;
        this.timers = timers;
    }

    /** One open stream, and the session that was begun over it. */
    private static final class Connection {
        final Caller caller;
        final SessionStream stream;
        volatile @Nullable LegacySession session;

        Connection(Caller caller, SessionStream stream) {
            this.caller = caller;
            this.stream = stream;
        }
    }

    /** Opens a stream. */
    public void open(HttpExchange exchange, Caller caller) {
        if (!exchange.method().equals("GET")) {
            exchange.responseHeader(HeaderName.ALLOW, "GET");
            exchange.answer(405, HttpError.json("method_not_allowed", "Open the stream with GET."));
            return;
        }
        if (!exchange.acceptsEventStream()) {
            exchange.answer(406, HttpError.json("not_acceptable", "The answer is text/event-stream: accept it."));
            return;
        }
        if (!streams.admit(caller.id())) {
            refuse(exchange, 429, ErrorCode.LEGACY_RATE_LIMITED, StreamLimit.REFUSAL);
            return;
        }
        String handle = sessions.newId();
        Connection connection = new Connection(caller, SessionStream.plain());
        connections.put(handle, connection);
        EventStream reader = exchange.openStream();
        reader.send(endpoint(handle));
        connection.stream.read(reader);
        CredentialWatch.Held held = credentials.hold(caller, connection.stream::end);
        Timers.Timer patience = timers.after(HANDSHAKE, () -> {
            if (connection.session == null) {
                connection.stream.end();
            }
        });
        exchange.onComplete(() -> {
            connections.remove(handle);
            patience.cancel();
            held.release();
            streams.release(caller.id());
            connection.stream.left(reader);
            end(connection);
        });
    }

    private static byte[] endpoint(String handle) {
        return ("event: endpoint\ndata: " + MESSAGES_PATH + "?" + HANDLE + handle + "\n\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void end(Connection connection) {
        LegacySession session = connection.session;
        if (session != null) {
            sessions.end(session);
        }
    }

    /** Takes a message, whose answer goes out on the stream that the address names. */
    public void message(HttpExchange exchange, Caller caller, RpcMessage message) {
        Connection connection = handle(exchange.query()).map(connections::get)
                .filter(open -> open.caller.id().equals(caller.id())).orElse(null);
        if (connection == null) {
            refuse(exchange, 404, ErrorCode.INVALID_REQUEST,
                    "Session not found: open a stream with GET " + STREAM_PATH + " and post to the address it names");
            return;
        }
        if (message instanceof RpcRequest request && request.method().equals("initialize")) {
            exchange.answer(202);
            initialize(connection, caller, request);
            return;
        }
        LegacySession session = connection.session;
        if (session == null) {
            refuse(exchange, 400, ErrorCode.INVALID_REQUEST, "Start with initialize");
        } else if (sessions.find(session.id(), caller).isEmpty()) {
            refuse(exchange, 404, ErrorCode.INVALID_REQUEST, "The session has ended: open a new stream");
        } else {
            inSession(exchange, caller, session, message);
        }
    }

    private static Optional<String> handle(String query) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(HANDLE)) {
                return Optional.of(parameter.substring(HANDLE.length()));
            }
        }
        return Optional.empty();
    }

    private void initialize(Connection connection, Caller caller, RpcRequest request) {
        synchronized (connection) {
            if (connection.session != null) {
                connection.stream.send(error(request.id(), "This session was initialized before"));
                return;
            }
            try {
                Handshake.Opened opened = handshake.open(caller, request, connection.stream);
                connection.session = opened.session();
                connection.stream.send(opened.response());
            } catch (InvalidParamsException e) {
                connection.stream.send(RpcWriter.error(request.id(), e.error()));
            }
        }
        if (!connection.stream.isRead()) {
            end(connection); // the client left meanwhile
        }
    }

    private void inSession(HttpExchange exchange, Caller caller, LegacySession session, RpcMessage message) {
        Reply reply = new SseReply(session, new Origin("http+sse", exchange.remoteAddress()));
        try {
            List<RpcMessage> messages = message instanceof RpcBatch array
                    ? Batch.of(array, session.revision().codec().revision()).messages()
                    : List.of(message);
            exchange.answer(202);
            messages.forEach(each -> requests.take(() -> reply, session, caller, each));
        } catch (RpcException e) {
            exchange.answer(400, RpcWriter.error(null, e.error()));
        }
    }

    private static byte[] error(RequestId id, String problem) {
        return RpcWriter.error(id, RpcError.of(ErrorCode.INVALID_REQUEST, problem));
    }

    private static void refuse(HttpExchange exchange, int status, int code, String problem) {
        exchange.answer(status, RpcWriter.error(null, RpcError.of(code, problem)));
    }

    /** Ends the streams over which no session was begun; sessions end theirs. */
    void drain() {
        Collection<Connection> open = connections.values();
        open.stream().filter(connection -> connection.session == null)
                .forEach(connection -> connection.stream.end());
    }
}
