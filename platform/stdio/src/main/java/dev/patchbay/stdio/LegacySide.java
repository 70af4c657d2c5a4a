package dev.patchbay.stdio;

import dev.patchbay.protocol.Era;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the older revisions: all of them go through the one session that {@code initialize} opens. Where the endpoint
 * has forgotten the session, or another has taken its place, the handshake is repeated unseen. Safe for all threads; a call
 * blocks its thread until it has ended.
 */
final class LegacySide {
    private static final int MAX_TRIES = 4;
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;
    private static final String NOT_BEGUN = "there is no session: start with initialize, or name a revision in"
            + " params._meta[\"io.modelcontextprotocol/protocolVersion\"]";

    private final Connection connection;
    private final Wire wire;
    private final LegacyAnswers answers;
    private final Sessions sessions;
    private final SessionNews news;
    /** Whether there is a session; null as long as nobody asked for one. */
    private volatile @Nullable CompletableFuture<Boolean> begun;

    LegacySide(Connection connection, Wire wire, Output output, Running running) {
        this.connection = connection;
        this.wire = wire;
        this.answers = new LegacyAnswers(wire, output, running);
        this.sessions = new Sessions(connection, wire);
        this.news = new SessionNews(connection, wire, output, sessions);
    }

    /** Whether a message without a claim belongs here. */
    boolean isBegun() {
        return begun != null;
    }

    /** On the thread that reads, so that what is read next waits for the handshake. */
    CompletableFuture<Boolean> begin() {
        CompletableFuture<Boolean> next = new CompletableFuture<>();
        begun = next;
        return next;
    }

    /** Opens the session. */
    void initialize(RpcRequest request, byte[] line, Call call, CompletableFuture<Boolean> handshake) {
        boolean opened = false;
        try {
            Optional<Session> before = sessions.current();
            Sessions.Opening opening = sessions.open(line, call);
            opened = opening.session().isPresent();
            answers.answer(call, opening.response());
            before.ifPresent(old -> sessions.delete(old, Duration.ofSeconds(1)));
        } catch (NoUpstreamException e) {
            fail(call, Faults.none(e));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            fail(call, Faults.internal("unreachable", "No MCP server answers: " + e.getMessage()));
        } catch (IOException e) {
            fail(call, Faults.lost(e));
        } finally {
            handshake.complete(opened);
        }
    }

    /** Sends a request of the session, and passes on what comes back, to the end. */
    void serve(RpcRequest request, byte[] line, Call call) {
        if (isOpen()) {
            exchange(line, call);
            if (!call.isCancelled()) {
                sessions.remember(request, line);
            }
        } else {
            fail(call, Faults.invalid(NOT_BEGUN));
        }
    }

    /** Sends a batch. */
    void batch(byte[] line, Call call) {
        if (isOpen()) {
            exchange(line, call);
        } else {
            fail(call, Faults.invalid(NOT_BEGUN));
        }
    }

    /** Sends what has no answer: a notification, or the answer of the client to a question. */
    void tell(byte[] line) {
        if (isOpen()) {
            exchange(line, Call.internal());
        }
    }

    /** Sends a notification. */
    void notify(RpcNotification notification, byte[] line) {
        tell(line);
        if (notification.method().equals("notifications/initialized") && sessions.current().isPresent()) {
            sessions.initialized(line);
            news.start();
        }
    }

    private boolean isOpen() {
        CompletableFuture<Boolean> handshake = begun;
        return handshake != null && handshake.join();
    }

    private void exchange(byte[] line, Call call) {
        try {
            Session session = sessions.current().orElseThrow();
            for (int tries = 1; call.isOpen(); tries++) {
                Optional<Session> again = attempt(session, line, call, tries < MAX_TRIES);
                if (again.isEmpty()) {
                    return;
                }
                session = again.get();
            }
        } catch (NoUpstreamException e) {
            fail(call, Faults.none(e));
        } catch (ConnectException | HttpConnectTimeoutException e) {
            fail(call, Faults.internal("unreachable", "No MCP server answers: " + e.getMessage()));
        } catch (IOException e) {
            fail(call, Faults.lost(e));
        }
    }

    /** Sends it once; gives the session to send it in again, if that may help. */
    private Optional<Session> attempt(Session session, byte[] line, Call call, boolean mayRepeat)
            throws IOException, NoUpstreamException {
        if (!connection.current().equals(session.upstream())) {
            return Optional.of(sessions.renewed(session));
        }
        try (Reply reply = wire.post(session.upstream(), session.headers(), line, call)) {
            if (reply.isSuccess()) {
                answers.copy(session, reply, call);
                return Optional.empty();
            }
            byte[] body = reply.body();
            if (mayRepeat && reply.status() == NOT_FOUND && session.id().isPresent()) {
                return Optional.of(sessions.renewed(session));
            }
            if (mayRepeat && reply.status() == UNAUTHORIZED
                    && !connection.after(session.upstream()).equals(session.upstream())) {
                return Optional.of(sessions.renewed(session));
            }
            if (call.id().isPresent()) {
                answers.answer(call, Faults.refused(call.id().get(), Era.LEGACY, reply.status(), body));
            } else if (!call.method().isEmpty()) {
                answers.answer(call, Faults.refused(null, Era.LEGACY, reply.status(), body));
            }
            return Optional.empty();
        } catch (ConnectException | HttpConnectTimeoutException e) {
            if (!mayRepeat || connection.after(session.upstream()).equals(session.upstream())) {
                throw e;
            }
            return Optional.of(sessions.renewed(session));
        }
    }

    private void fail(Call call, RpcError error) {
        RequestId id = call.id().orElse(null);
        if (!call.method().isEmpty()) {
            answers.answer(call, RpcWriter.error(id, error));
        }
    }

    /** Says goodbye, within a time. */
    void close(Duration limit) {
        news.close();
        sessions.current().ifPresent(session -> sessions.delete(session, limit));
    }
}
