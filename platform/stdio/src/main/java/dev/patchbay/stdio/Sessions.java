package dev.patchbay.stdio;

import dev.patchbay.client.SseEvent;
import dev.patchbay.client.SseReader;
import dev.patchbay.protocol.Era;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.rpc.RpcRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The session of the pipe, and what makes another one like it: the client's own handshake, the level of logging it set and
 * the resources it watches. Safe for all threads.
 */
final class Sessions {
    private static final JsonReader JSON = new JsonReader(JsonLimits.GENEROUS);
    private static final int MAX_TRIES = 4;
    private static final int MAX_REMEMBERED = 1000;

    private final Connection connection;
    private final Wire wire;
    private final ReentrantLock turn = new ReentrantLock();
    private final Map<String, byte[]> remembered = new LinkedHashMap<>();
    private volatile @Nullable Session current;
    private byte[] handshake = new byte[0];
    private byte @Nullable [] initialized;

    Sessions(Connection connection, Wire wire) {
        this.connection = connection;
        this.wire = wire;
    }

    /**
     * What came of a handshake.
     *
     * @param session the session, if there is one now
     * @param response what the endpoint said, for the client
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Opening(Optional<Session> session, byte[] response) {}

    Optional<Session> current() {
        return Optional.ofNullable(current);
    }

    /** Opens a session as the client asks. */
    Opening open(byte[] initialize, Call call) throws IOException, NoUpstreamException {
        turn.lock();
        try {
            Opening opening = shakeHands(initialize, call);
            if (opening.session().isPresent()) {
                handshake = initialize;
                initialized = null;
                remembered.clear();
                current = opening.session().get();
            }
            return opening;
        } finally {
            turn.unlock();
        }
    }

    private Opening shakeHands(byte[] initialize, Call call) throws IOException, NoUpstreamException {
        Upstream upstream = connection.current();
        for (int tries = 1;; tries++) {
            try (Reply reply = wire.post(upstream, Map.of(), initialize, call)) {
                if (reply.status() == 401 && tries < MAX_TRIES) {
                    byte[] body = reply.body();
                    Upstream next = connection.after(upstream);
                    if (next.equals(upstream)) {
                        return refused(call, 401, body);
                    }
                    upstream = next;
                    continue;
                }
                byte[] response = reply.isSuccess() && reply.isEventStream() ? first(reply) : reply.body();
                if (!reply.isSuccess()) {
                    return refused(call, reply.status(), response);
                }
                Optional<String> id = reply.header(McpHeaders.SESSION_ID);
                Upstream at = upstream;
                return new Opening(version(response).map(version -> new Session(at, id, version)), response);
            } catch (ConnectException e) {
                Upstream next = connection.after(upstream);
                if (tries == MAX_TRIES || next.equals(upstream)) {
                    throw e;
                }
                upstream = next;
            }
        }
    }

    private static Opening refused(Call call, int status, byte[] body) {
        return new Opening(Optional.empty(), Faults.refused(call.id().orElse(null), Era.LEGACY, status, body));
    }

    private static byte[] first(Reply reply) throws IOException {
        SseReader events = reply.events();
        for (Optional<SseEvent> next = events.next(); next.isPresent(); next = events.next()) {
            byte[] message = next.get().utf8();
            if (message.length > 0 && !EnvelopeScan.of(message).hasMethod()) {
                return message;
            }
        }
        throw new IOException("the stream ended without a response");
    }

    private static Optional<String> version(byte[] response) throws IOException {
        try {
            return JSON.read(response) instanceof Map<?, ?> message && message.get("result") instanceof Map<?, ?> result
                    && Json.object(result).get("protocolVersion") instanceof String version
                            ? Optional.of(version)
                            : Optional.empty();
        } catch (JsonException e) {
            throw new IOException("the answer to initialize is no JSON", e);
        }
    }

    /** The client is done with the handshake. */
    void initialized(byte[] notification) {
        turn.lock();
        try {
            initialized = notification;
        } finally {
            turn.unlock();
        }
    }

    /** Keeps what a new session has to be told again. */
    void remember(RpcRequest request, byte[] line) {
        String uri = String.valueOf(request.params().get("uri"));
        turn.lock();
        try {
            switch (request.method()) {
                case "logging/setLevel" -> remembered.put("level", line);
                case "resources/subscribe" -> {
                    if (remembered.size() < MAX_REMEMBERED) {
                        remembered.put("resource " + uri, line);
                    }
                }
                case "resources/unsubscribe" -> remembered.remove("resource " + uri);
                default -> {
                    // needs no session to be remembered in
                }
            }
        } finally {
            turn.unlock();
        }
    }

    /** The session to use instead of one that is gone, opened unseen if nobody else has. */
    Session renewed(Session gone) throws IOException, NoUpstreamException {
        turn.lock();
        try {
            Session now = current;
            if (now != null && !now.equals(gone)) {
                return now;
            }
            Session next = shakeHands(handshake, Call.internal()).session()
                    .orElseThrow(() -> new IOException("the server does not open another session"));
            if (!next.version().equals(gone.version())) {
                delete(next, Duration.ofSeconds(1));
                throw new NoUpstreamException("revision_changed", "The server that answers now speaks revision "
                        + next.version() + ", not " + gone.version() + " as before. Start the client again.");
            }
            List<byte[]> told = new ArrayList<>();
            if (initialized != null) {
                told.add(initialized);
            }
            told.addAll(remembered.values());
            for (byte[] line : told) {
                wire.post(next.upstream(), next.headers(), line, Call.internal()).close();
            }
            current = next;
            return next;
        } finally {
            turn.unlock();
        }
    }

    /** Ends a session at the endpoint, as far as that is possible. */
    void delete(Session session, Duration limit) {
        if (session.id().isPresent()) {
            try {
                wire.delete(session.upstream(), session.headers(), limit).close();
            } catch (IOException e) {
                // It ends by itself when it was idle for long.
                System.getLogger(Sessions.class.getName()).log(System.Logger.Level.DEBUG, "ending a session", e);
            }
        }
    }
}
