package dev.patchbay.stdio;

import dev.patchbay.client.SseEvent;
import dev.patchbay.client.SseReader;
import dev.patchbay.protocol.http.McpHeaders;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The stream of a session that belongs to no request: changes and questions of the server. It is opened after the handshake,
 * taken up again when it ends, and moves on to the next session when one takes another's place. One thread of its own.
 */
final class SessionNews implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SessionNews.class.getName());
    private static final Duration DEFAULT_RETRY = Duration.ofMillis(250);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
    private static final int NOT_FOUND = 404;
    private static final int NO_STREAM = 405;

    private final Connection connection;
    private final Wire wire;
    private final Output output;
    private final Sessions sessions;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Call stream = Call.internal();
    private @Nullable Thread thread;
    private @Nullable Session with;
    private @Nullable Session without;

    SessionNews(Connection connection, Wire wire, Output output, Sessions sessions) {
        this.connection = connection;
        this.wire = wire;
        this.output = output;
        this.sessions = sessions;
    }

    synchronized void start() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("patchbay-session").start(this::run);
        }
    }

    private void run() {
        Session session = null;
        String lastId = null;
        Duration pause = Duration.ZERO;
        try {
            while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                Session now = sessions.current().orElseThrow();
                if (!now.equals(session)) {
                    session = now;
                    lastId = null;
                }
                pause = AFTER_FAILURE;
                if (now.equals(without)) {
                    continue; // it has no such stream; the next session may have one
                }
                try {
                    SseReader events = read(now, lastId);
                    if (events != null) {
                        lastId = events.lastId().orElse(lastId);
                        pause = events.retry().orElse(DEFAULT_RETRY);
                    }
                } catch (ConnectException e) {
                    renewed(now, true);
                } catch (IOException e) {
                    LOG.log(System.Logger.Level.DEBUG, "the stream of the session broke", e);
                }
                if (!sessions.current().equals(Optional.of(now))) {
                    pause = Duration.ZERO;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable SseReader read(Session session, @Nullable String lastId) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>(session.headers());
        if (lastId != null) {
            headers.put(McpHeaders.LAST_EVENT_ID, lastId);
        }
        try (Reply reply = wire.get(session.upstream(), headers, stream)) {
            if (reply.status() == NOT_FOUND && session.equals(with)) {
                renewed(session, false);
                return null;
            }
            if (!reply.isSuccess() || !reply.isEventStream()) {
                boolean isNone = reply.status() == NO_STREAM || reply.status() == NOT_FOUND;
                without = isNone ? session : without;
                return null;
            }
            with = session;
            SseReader events = reply.events();
            readAll(reply, events);
            return events;
        }
    }

    private void readAll(Reply reply, SseReader events) {
        try {
            for (Optional<SseEvent> next = events.next(); next.isPresent(); next = events.next()) {
                byte[] message = next.get().utf8();
                if (message.length > 0) {
                    output.send(message);
                }
                reply.eventDone();
            }
        } catch (IOException e) {
            // A stream that breaks is taken up again like one that ends; opening it tells if the server is gone.
            LOG.log(System.Logger.Level.DEBUG, "the stream of the session broke", e);
        }
    }

    /** Moves to another session at once, so that changes are told although the client sends nothing. */
    private void renewed(Session gone, boolean isServerGone) {
        try {
            if (isServerGone) {
                connection.after(gone.upstream());
            }
            sessions.renewed(gone);
        } catch (IOException | NoUpstreamException e) {
            LOG.log(System.Logger.Level.DEBUG, "no other session", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        stream.cancel();
    }
}
