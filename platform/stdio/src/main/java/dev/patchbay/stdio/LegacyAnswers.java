package dev.patchbay.stdio;

import dev.patchbay.client.SseEvent;
import dev.patchbay.client.SseReader;
import dev.patchbay.protocol.http.McpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Passes the answers to requests of a session on. A stream that breaks, or that the endpoint closes to be asked again, is
 * taken up where it ended, as long as something new comes. Safe for all threads.
 */
final class LegacyAnswers {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    private static final int MAX_FRUITLESS = 5;

    private final Wire wire;
    private final Output output;
    private final Running running;

    LegacyAnswers(Wire wire, Output output, Running running) {
        this.wire = wire;
        this.output = output;
        this.running = running;
    }

    /** Copies an answer to its end. */
    void copy(Session session, Reply first, Call call) throws IOException {
        if (!first.isEventStream()) {
            byte[] body = first.body();
            if (body.length > 0) {
                answer(call, body);
            } else if (call.id().isPresent()) {
                throw new IOException("the answer was empty");
            } else {
                finish(call);
            }
            return;
        }
        SseReader events = first.events();
        boolean done = read(first, events, call);
        int fruitless = 0;
        while (!done && call.isOpen()) {
            String lastId = events.lastId().orElseThrow(() -> new IOException("the stream ended without a response"));
            if (fruitless++ == MAX_FRUITLESS) {
                throw new IOException("the stream ended " + MAX_FRUITLESS + " times without anything new");
            }
            pause(events.retry().orElse(DEFAULT_RETRY));
            Map<String, String> headers = new LinkedHashMap<>(session.headers());
            headers.put(McpHeaders.LAST_EVENT_ID, lastId);
            try (Reply next = wire.get(session.upstream(), headers, call)) {
                if (!next.isSuccess()) {
                    throw new IOException("the stream is gone: HTTP " + next.status());
                }
                SseReader more = next.events();
                done = read(next, more, call);
                if (more.lastId().isPresent()) {
                    fruitless = more.lastId().get().equals(lastId) ? fruitless : 0;
                    events = more;
                }
            }
        }
    }

    /** Reads to the response, or to where the stream ends; says whether nothing is missing any more. */
    private boolean read(Reply reply, SseReader events, Call call) throws IOException {
        try {
            for (Optional<SseEvent> next = events.next(); next.isPresent(); next = events.next()) {
                byte[] message = next.get().utf8();
                if (message.length > 0 && copied(message, call)) {
                    return true;
                }
                reply.eventDone();
            }
        } catch (IOException e) {
            if (events.lastId().isEmpty() || !call.isOpen()) {
                throw e;
            }
            return false;
        }
        if (call.id().isEmpty()) {
            finish(call);
            return true; // a batch: its answers were all there is
        }
        return false;
    }

    private boolean copied(byte[] message, Call call) {
        if (call.id().isPresent()) {
            EnvelopeScan scan = EnvelopeScan.of(message);
            if (!scan.hasMethod() && scan.id().equals(call.id())) {
                answer(call, message);
                return true;
            }
        }
        output.send(message); // also after the client cancelled: a question on the stream may be of somebody else
        return false;
    }

    private static void pause(Duration duration) throws IOException {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void finish(Call call) {
        if (call.finish()) {
            running.end(call);
        }
    }

    void answer(Call call, byte[] response) {
        if (call.finish()) {
            running.end(call); // before the client can know, so that it may use the id again
            output.send(response);
        }
    }
}
