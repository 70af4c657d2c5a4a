package dev.patchbay.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.channels.StreamSourceChannel;

/**
 * Reads one request's body on its I/O thread, counting bytes while they come, so that neither a lying nor an absent
 * length gets more into memory than is allowed.
 */
final class BodyReader {
    private static final byte[] NOTHING = new byte[0];
    /** Room for a message as most are; more is made when more has come. */
    private static final int FIRST_BYTES = 8 * 1024;

    private static final int MOST_BYTES_AT_ONCE = 64 * 1024;
    /** Up to how many times the limit a body is taken to its end before it is refused; the server reads no more. */
    private static final long SWALLOWED = 2;

    private final HttpExchange exchange;
    private final HttpServerExchange raw;
    private final int maxBytes;
    private final BodyBudget budget;
    private final Consumer<byte[]> next;
    private byte[] bytes = NOTHING;
    private int length;
    private int taken;
    private boolean waits;
    private boolean late;
    private boolean over;
    private XnioExecutor.@Nullable Key timeout;

    BodyReader(HttpExchange exchange, HttpServerExchange raw, int maxBytes, BodyBudget budget,
            Consumer<byte[]> next) {
        this.exchange = exchange;
        this.budget = budget;
        this.raw = raw;
        this.maxBytes = maxBytes;
        this.next = next;
    }

    void start(long timeoutMs) {
        if (raw.isRequestComplete()) {
            next.accept(NOTHING);
            return;
        }
        long announced = raw.getRequestContentLength();
        if (announced > maxBytes) {
            if (announced > SWALLOWED * maxBytes || HttpVersion.isHttp2(raw)
                    || raw.getRequestHeaders().contains(Headers.EXPECT)) {
                tooLarge();
            } else {
                swallow(timeoutMs);
            }
            return;
        }
        StreamSourceChannel channel = raw.getRequestChannel();
        if (channel == null) {
            throw new IllegalStateException("the body was read before");
        }
        bytes = new byte[announced < 0 ? FIRST_BYTES : (int) Math.min(announced, MOST_BYTES_AT_ONCE)];
        if (!read(channel)) {
            waits = true;
            late = true;
            if (bytes.length > Math.max(FIRST_BYTES, 2 * length)) {
                bytes = Arrays.copyOf(bytes, Math.max(FIRST_BYTES, length)); // what was announced may never come
            }
            takeRoom();
            // Resuming reads keeps the exchange open; the server refuses to do that and dispatch.
            timeout = raw.getIoThread().executeAfter(() -> timedOut(timeoutMs), timeoutMs, TimeUnit.MILLISECONDS);
            channel.getReadSetter().set(this::resumed);
            channel.resumeReads();
        }
    }

    /**
     * Takes what is on its way, keeps nothing of it, and answers then: a connection that ends with bytes unread is reset,
     * and with it the answer is lost to a client that still writes.
     */
    private void swallow(long timeoutMs) {
        StreamSourceChannel channel = raw.getRequestChannel();
        if (channel == null) {
            throw new IllegalStateException("the body was read before");
        }
        if (!isSwallowed(channel)) {
            late = true;
            timeout = raw.getIoThread().executeAfter(this::swallowedEnough, timeoutMs, TimeUnit.MILLISECONDS);
            channel.getReadSetter().set(this::isSwallowed);
            channel.resumeReads();
        }
    }

    private void swallowedEnough() {
        if (!over) {
            tooLarge();
        }
    }

    private boolean isSwallowed(StreamSourceChannel channel) {
        if (over || exchange.isAnswered()) {
            channel.suspendReads();
            return true;
        }
        try (PooledByteBuffer pooled = raw.getConnection().getByteBufferPool().allocate()) {
            int count;
            do {
                count = channel.read(pooled.getBuffer().clear());
            } while (count > 0);
            if (count < 0) {
                channel.suspendReads();
                tooLarge();
            }
            return count < 0;
        } catch (IOException e) {
            drop();
            exchange.abort();
            return true;
        }
    }

    /** Whether all of the body was there with the head, so that nobody else was told to listen for it. */
    boolean cameAtOnce() {
        return !late;
    }

    private void timedOut(long timeoutMs) {
        if (!over) {
            drop();
            exchange.fail(408, "body_timeout", "The body did not arrive within " + timeoutMs + " ms.");
        }
    }

    private void resumed(StreamSourceChannel channel) {
        if (over || exchange.isAnswered()) {
            channel.suspendReads();
            return;
        }
        try {
            read(channel);
        } catch (RuntimeException | Error e) {
            exchange.failed(e);
        }
    }

    /** Whether the body is complete or given up. */
    private boolean read(StreamSourceChannel channel) {
        try {
            while (true) {
                int count = read(channel, raw);
                if (count == 0) {
                    return false;
                }
                if (count < 0 || (length == bytes.length && length <= maxBytes && raw.isRequestComplete())) {
                    if (timeout != null) {
                        channel.suspendReads();
                    }
                    done();
                    return true;
                }
                if (length > maxBytes) {
                    channel.suspendReads();
                    tooLarge();
                    return true;
                }
                takeRoom();
            }
        } catch (IOException e) {
            drop();
            exchange.abort();
            return true;
        }
    }

    /** Counts what came late; a body that is there at once needs no room for long. */
    private void takeRoom() {
        int more = bytes.length - taken;
        if (waits && more > 0) {
            taken += more;
            budget.take(this, more);
        }
    }

    /** Keeps nothing any more, whoever still refers to this. */
    void drop() {
        over = true;
        bytes = NOTHING;
        if (waits) {
            waits = false;
            budget.leave(this, taken);
            taken = 0;
        }
        if (timeout != null) {
            timeout.remove();
            timeout = null;
        }
    }

    private int read(StreamSourceChannel channel, HttpServerExchange from) throws IOException {
        if (length < bytes.length) {
            int count = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
            length += Math.max(count, 0);
            return count;
        }
        // The end of the body mostly comes right behind the last byte: look before growing.
        try (PooledByteBuffer pooled = from.getConnection().getByteBufferPool().allocate()) {
            ByteBuffer more = pooled.getBuffer();
            int count = channel.read(more);
            if (count > 0) {
                more.flip();
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
                more.get(bytes, length, count);
                length += count;
            }
            return count;
        }
    }

    private void done() {
        byte[] body = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        drop();
        if (exchange.holds(body.length)) {
            next.accept(body);
        } else {
            giveUp();
        }
    }

    /** By {@link BodyBudget}: others need the room. */
    void giveUp() {
        drop();
        exchange.responseHeader(HeaderName.RETRY_AFTER, "1");
        exchange.fail(503, "too_many_bodies",
                "Too many large requests are on their way to this server. Try again in a moment.");
    }

    private void tooLarge() {
        drop();
        exchange.fail(413, "body_too_large", "The body has more than " + maxBytes
                + " bytes (setting limits.body). Send less.");
    }
}
