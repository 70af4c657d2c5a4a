package dev.patchbay.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;

/**
 * An answer of server-sent events. Events wait in a bounded queue for their reader; a reader that lets it fill up is cut
 * off and slows nobody else. {@link #send} and {@link #end} may be called by any thread and never block.
 */
public final class EventStream {
    static final HttpString NO_BUFFERING = HttpString.tryFromString("X-Accel-Buffering");

    private static final byte[] DATA = "event: message\ndata: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = ": still here\n\n".getBytes(StandardCharsets.US_ASCII);

    private final HttpExchange exchange;
    private final HttpServerExchange raw;
    private final int maxQueuedBytes;
    private final Deque<ByteBuffer> queue = new ArrayDeque<>(2);
    private int queuedBytes;
    private boolean flushing;
    private boolean ending;
    private boolean closed;
    private @Nullable StreamSinkChannel channel;
    private long lastWrite = System.nanoTime();
    private boolean blocked;

    EventStream(HttpExchange exchange, HttpServerExchange raw, int maxQueuedBytes) {
        this.exchange = exchange;
        this.raw = raw;
        this.maxQueuedBytes = maxQueuedBytes;
    }

    /** One message as an event. A JSON text has no line ends, so it is one line. */
    public static byte[] event(byte[] json) {
        byte[] event = new byte[DATA.length + json.length + END.length];
        System.arraycopy(DATA, 0, event, 0, DATA.length);
        System.arraycopy(json, 0, event, DATA.length, json.length);
        System.arraycopy(END, 0, event, DATA.length + json.length, END.length);
        return event;
    }

    /** One message as an event with an id. */
    public static byte[] event(String id, byte[] json) {
        byte[] line = ("id: " + id + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] event = event(json);
        byte[] all = new byte[line.length + event.length];
        System.arraycopy(line, 0, all, 0, line.length);
        System.arraycopy(event, 0, all, line.length, event.length);
        return all;
    }

    /** An event with an id and no data, from which a client can take the stream up again after that time. */
    public static byte[] priming(String id, long retryMs) {
        return ("id: " + id + "\nretry: " + retryMs + "\ndata: \n\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sends bytes made by one of the methods above.
     *
     * @return false if nobody reads any more
     */
    public boolean send(byte[] event) {
        boolean full;
        synchronized (queue) {
            if (closed || ending) {
                return false;
            }
            full = queuedBytes > 0 && queuedBytes + event.length > maxQueuedBytes;
            if (!full) {
                queue.add(ByteBuffer.wrap(event));
                queuedBytes += event.length;
            }
        }
        if (full) {
            close();
            exchange.abort();
            return false;
        }
        scheduleFlush();
        return true;
    }

    /** Ends the stream after what was sent. */
    public void end() {
        synchronized (queue) {
            if (closed || ending) {
                return;
            }
            ending = true;
        }
        scheduleFlush();
    }

    private int queued() {
        synchronized (queue) {
            return queuedBytes;
        }
    }

    /** Whether the server ended it. */
    boolean isEnded() {
        synchronized (queue) {
            return ending;
        }
    }

    /** Whether the server ended it and all went out. */
    private boolean isFinished() {
        synchronized (queue) {
            return ending && !closed && queue.isEmpty();
        }
    }

    /** Whether nothing can be sent any more. */
    public boolean isClosed() {
        synchronized (queue) {
            return closed || ending;
        }
    }

    void close() {
        synchronized (queue) {
            closed = true;
            queue.clear();
            queuedBytes = 0;
        }
    }

    void start() {
        channel = raw.getResponseChannel();
        flush();
    }

    private void scheduleFlush() {
        synchronized (queue) {
            if (flushing) {
                return;
            }
            flushing = true;
        }
        // Never in the caller's stack: events of one burst go out together.
        raw.getIoThread().execute(this::flush);
    }

    /** On the I/O thread. */
    private void flush() {
        StreamSinkChannel sink = channel;
        if (sink == null) {
            return; // start() comes and flushes
        }
        try {
            if (!write(sink) || !sink.flush()) {
                if (!blocked) {
                    blocked = true;
                    lastWrite = System.nanoTime();
                }
                exchange.waits(queued());
                sink.getWriteSetter().set(ready -> flush());
                sink.resumeWrites();
                return;
            }
            if (blocked) {
                blocked = false;
                exchange.waits(0);
                sink.suspendWrites();
            }
            if (isFinished()) {
                close();
                exchange.endStream();
            }
        } catch (IOException e) {
            close();
            exchange.abort();
        }
    }

    /** Whether all went out. */
    private boolean write(StreamSinkChannel sink) throws IOException {
        while (true) {
            ByteBuffer next;
            synchronized (queue) {
                next = queue.peek();
                if (next == null) {
                    flushing = false;
                    return true;
                }
            }
            int before = next.remaining();
            sink.write(next);
            int written = before - next.remaining();
            if (written > 0) {
                lastWrite = System.nanoTime();
            }
            synchronized (queue) {
                if (closed) {
                    return true;
                }
                queuedBytes -= written;
                if (!next.hasRemaining()) {
                    queue.poll();
                }
            }
            if (next.hasRemaining()) {
                return false;
            }
        }
    }

    /** A look now and then: a silent stream gets a comment, a stuck reader is cut off. On the I/O thread. */
    void tick(long now, long keepAliveNanos, long writeTimeoutNanos) {
        if (blocked) {
            if (now - lastWrite > writeTimeoutNanos) {
                close();
                exchange.abort();
            } else {
                exchange.waits(queued());
            }
        } else if (now - lastWrite > keepAliveNanos) {
            send(COMMENT);
        }
    }
}
