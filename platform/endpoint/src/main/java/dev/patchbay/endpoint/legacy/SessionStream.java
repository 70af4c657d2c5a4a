package dev.patchbay.endpoint.legacy;

import dev.patchbay.http.EventStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a session, which outlives the connections it is read over. Events have ids that are unique in the
 * session; the last ones are kept, within a bound, for a client that comes back. A stream that nothing was sent on keeps
 * nothing. Safe for all threads.
 */
final class SessionStream {
    /** How events are written. */
    private enum Style {
        /** With ids, and an event without data in front, so that there always is an id to come back with. */
        PRIMED,
        /** With ids. Clients that expect a message in every event read this. */
        NUMBERED,
        /** Without ids: nobody can come back. */
        PLAIN
    }

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
    private final Style style;
    private final int bufferBytes;
    private final long retryMs;
    private final String caller;
    private final @Nullable KeptEvents memory;
    private @Nullable Deque<KeptEvents.Event> kept;
    private int keptBytes;
    private long lastEvent;
    private boolean ended;
    private boolean everRead;
    private @Nullable EventStream reader;

    private SessionStream(int number, Style style, int bufferBytes, long retryMs, String caller,
            @Nullable KeptEvents memory) {
        this.number = number;
        this.style = style;
        this.bufferBytes = bufferBytes;
        this.retryMs = retryMs;
        this.caller = caller;
        this.memory = memory;
    }

    /** A stream that a client can come back to. */
    static SessionStream kept(int number, boolean primed, LegacyOptions options, String caller, KeptEvents memory) {
        return new SessionStream(number, primed ? Style.PRIMED : Style.NUMBERED, options.bufferBytes(),
                options.retry().toMillis(), caller, memory);
    }

    /** A stream that lasts as long as the connection it is read over. */
    static SessionStream plain() {
        return new SessionStream(0, Style.PLAIN, 0, 0, "", null);
    }

    int number() {
        return number;
    }

    /** Sends a message, now or when the client comes back; nobody who never read misses it. */
    synchronized void send(byte[] json) {
        if (!everRead || ended) {
            return;
        }
        byte[] bytes;
        if (memory == null) {
            bytes = EventStream.event(json);
        } else {
            bytes = EventStream.event(id(++lastEvent), json);
            keep(memory, bytes);
        }
        if (reader != null && !reader.send(bytes)) {
            reader = null;
        }
    }

    private void keep(KeptEvents in, byte[] bytes) {
        Deque<KeptEvents.Event> events = kept;
        if (events == null) {
            events = new ArrayDeque<>(2);
            kept = events;
        }
        events.add(in.keep(caller, lastEvent, bytes));
        keptBytes += bytes.length;
        while (keptBytes > bufferBytes && events.size() > 1) {
            KeptEvents.Event oldest = events.remove();
            keptBytes -= oldest.size();
            in.drop(oldest);
        }
    }

    /** Keeps nothing any more: nobody will come back. */
    synchronized void forget() {
        if (kept != null && memory != null) {
            kept.forEach(memory::drop);
            kept = null;
            keptBytes = 0;
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

    /** Reads from now on. Another reader is closed: a message goes to one connection only. */
    synchronized void read(EventStream by) {
        take(by, lastEvent);
        finishIfEnded();
    }

    /** Reads on behind an event. */
    synchronized void readAfter(EventStream by, long event) {
        take(by, event);
        if (kept != null) {
            for (KeptEvents.Event missed : kept) {
                if (missed.number() > event) {
                    missed.bytes().ifPresent(by::send);
                }
            }
        }
        finishIfEnded();
    }

    private void take(EventStream by, long position) {
        close();
        everRead = true;
        reader = by;
        if (style == Style.PRIMED) {
            by.send(EventStream.priming(id(position), retryMs));
        }
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
