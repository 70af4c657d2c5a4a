package dev.patchbay.endpoint.legacy;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The events that are kept for clients that come back, of all sessions together. There is a bound for each client and one
 * for all, beyond which the oldest go; the newest event of a client is kept however large it is. Safe for all threads.
 */
final class KeptEvents {
    private final long max;
    private final long maxPerCaller;
    /** Oldest first; guarded by itself, as is the rest. */
    private final Set<Event> all = new LinkedHashSet<>();
    private final Map<String, Own> ofCaller = new HashMap<>();
    private long bytes;

    KeptEvents(long max, long maxPerCaller) {
        this.max = max;
        this.maxPerCaller = maxPerCaller;
    }

    /** One event; without bytes when it is kept no more. */
    static final class Event {
        private final String caller;
        private final long number;
        private final int size;
        private volatile byte @Nullable [] bytes;

        private Event(String caller, long number, byte[] bytes) {
            this.caller = caller;
            this.number = number;
            this.size = bytes.length;
            this.bytes = bytes;
        }

        long number() {
            return number;
        }

        int size() {
            return size;
        }

        Optional<byte[]> bytes() {
            return Optional.ofNullable(bytes);
        }
    }

    private static final class Own {
        final Set<Event> events = new LinkedHashSet<>();
        long bytes;
    }

    /** Keeps an event of a session of a client. */
    Event keep(String caller, long number, byte[] eventBytes) {
        Event event = new Event(caller, number, eventBytes);
        synchronized (all) {
            Own own = ofCaller.computeIfAbsent(caller, id -> new Own());
            own.events.add(event);
            own.bytes += event.size;
            all.add(event);
            bytes += event.size;
            while (own.bytes > maxPerCaller && own.events.size() > 1) {
                remove(own.events.iterator().next());
            }
            while (bytes > max && all.size() > 1) {
                remove(all.iterator().next());
            }
        }
        return event;
    }

    /** Keeps an event no more. */
    void drop(Event event) {
        synchronized (all) {
            remove(event);
        }
    }

    private void remove(Event event) {
        if (!all.remove(event)) {
            return;
        }
        event.bytes = null;
        bytes -= event.size;
        ofCaller.computeIfPresent(event.caller, (id, own) -> {
            own.events.remove(event);
            own.bytes -= event.size;
            return own.events.isEmpty() ? null : own;
        });
    }

    long bytes() {
        synchronized (all) {
            return bytes;
        }
    }
}
