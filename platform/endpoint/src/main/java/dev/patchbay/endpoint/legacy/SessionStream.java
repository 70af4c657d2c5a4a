package dev.patchbay.endpoint.legacy;

import dev.patchbay.http.EventStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a session, which outlives the connections it is read over. Events have ids that are unique in the
 * session; the last ones are kept, within a bound, for a client that comes back. Safe for all threads.
 */
final class SessionStream {
    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record Event(long number, byte[] bytes) {}

    /** Where a client was in which stream. */
    record Position(int stream, long event) {
        /** Reads the value of {@code Last-Event-ID}. */
        static Optional<Position> parse(String text) {
            int dash = text.indexOf('-');
            if (dash < 1 || text.length() > 30) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Position(Integer.parseInt(text, 0, dash, 10),
                        Long.parseLong(text, dash + 1, text.length(), 10)));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    private final int number;
    private final int bufferBytes;
    private final long retryMs;
    private final Deque<Event> kept = new ArrayDeque<>();
    private int keptBytes;
    private long lastEvent;
    private boolean ended;
    private boolean everRead;
    private @Nullable EventStream reader;

    SessionStream(int number, int bufferBytes, long retryMs) {
        this.number = number;
        this.bufferBytes = bufferBytes;
        this.retryMs = retryMs;
    }

    int number() {
        return number;
    }

    /** Sends a message, now or when the client comes back; nobody who never read misses it. */
    synchronized void send(byte[] json) {
        if (!everRead || ended) {
            return;
        }
        Event event = new Event(++lastEvent, EventStream.event(id(lastEvent), json));
        kept.add(event);
        keptBytes += event.bytes().length;
        while (keptBytes > bufferBytes && kept.size() > 1) {
            keptBytes -= kept.remove().bytes().length;
        }
        if (reader != null && !reader.send(event.bytes())) {
            reader = null;
        }
    }

    /** Says that no more messages come. */
    synchronized void end() {
        ended = true;
        close();
    }

    /** Closes the connection it is read over; the stream goes on. */
    synchronized void close() {
        if (reader != null) {
            reader.end();
            reader = null;
        }
    }

    /** Closes one connection it is read over, if it still is. */
    synchronized void close(EventStream by) {
        left(by);
        by.end();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized boolean isRead() {
        return reader != null && !reader.isClosed();
    }

    /** Reads from now on, with a priming event. Another reader is closed: a message goes to one connection only. */
    synchronized void read(EventStream by) {
        take(by);
        by.send(EventStream.priming(id(lastEvent), retryMs));
        finishIfEnded();
    }

    /** Reads on behind an event. */
    synchronized void readAfter(EventStream by, long event) {
        take(by);
        by.send(EventStream.priming(id(event), retryMs));
        for (Event missed : kept) {
            if (missed.number() > event) {
                by.send(missed.bytes());
            }
        }
        finishIfEnded();
    }

    private void take(EventStream by) {
        close();
        everRead = true;
        reader = by;
    }

    private void finishIfEnded() {
        if (ended) {
            close();
        }
    }

    synchronized void left(EventStream by) {
        if (by.equals(reader)) {
            reader = null;
        }
    }

    private String id(long event) {
        return number + "-" + event;
    }
}
