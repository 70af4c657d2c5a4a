package dev.patchbay.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.TimeUnit;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Counts the frames of one HTTP/2 connection that cost its sender next to nothing and carry nothing of a request: pings,
 * settings, priorities, resets, empty data, empty pieces of headers, unknown ones. The server answers some of them, and
 * answers that nobody reads pile up. More than a client that means well sends end the connection. That a client opens no
 * more streams is kept from the server. Confined to its I/O thread.
 */
final class FrameMeter extends AbstractStreamSourceConduit<StreamSourceConduit> {
    static final int BURST = 1000;
    static final int PER_SECOND = 100;
    private static final int HEAD_BYTES = 9;
    private static final int TYPE_AT = 3;
    private static final int PREFACE_BYTES = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    /** A type that means nothing, and that the server therefore skips. */
    private static final byte UNKNOWN = (byte) 0xff;
    private static final int STREAM_BITS = 0x7fff_ffff;

    private final Runnable tooMany;
    private long skip = PREFACE_BYTES;
    private int headRead;
    private int length;
    private int type;
    private int flags;
    private int stream;
    private int lastStream;
    private double allowed = BURST;
    private long countedAt = System.nanoTime();

    /**
     * Stands before a connection's conduit.
     *
     * @param tooMany ends the connection
     */
    FrameMeter(StreamSourceConduit next, Runnable tooMany) {
        super(next);
        this.tooMany = tooMany;
    }

    /** Looks at bytes that were read before this meter stood there. */
    boolean count(ByteBuffer bytes) {
        return look(bytes, bytes.position(), bytes.limit());
    }

    /** The highest number of a stream that the client has begun; 0 if there is none. */
    int lastStream() {
        return lastStream;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        int begin = into.position();
        int count = next.read(into);
        if (count > 0 && !look(into, begin, into.position())) {
            tooMany.run();
            throw new IOException("The client sends too many frames that carry nothing");
        }
        return count;
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int count) throws IOException {
        for (int i = offset; i < offset + count; i++) {
            if (into[i].hasRemaining()) {
                return read(into[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        throw new IOException("Frames are read, not transferred");
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
        throw new IOException("Frames are read, not transferred");
    }

    private boolean look(ByteBuffer bytes, int begin, int end) {
        int at = begin;
        while (at < end) {
            if (skip > 0) {
                int step = (int) Math.min(skip, end - at);
                skip -= step;
                at += step;
                continue;
            }
            if (headRead == TYPE_AT && bytes.get(at) == GOAWAY) {
                bytes.put(at, UNKNOWN); // the server would reset all streams, which are to go on until they end
            }
            take(bytes.get(at++) & 0xff);
            if (headRead == HEAD_BYTES) {
                headRead = 0;
                skip = length;
                if (type == HEADERS) {
                    lastStream = Math.max(lastStream, stream & STREAM_BITS);
                }
                if (isIdle() && !admit()) {
                    return false;
                }
            }
        }
        return true;
    }

    private void take(int next) {
        switch (headRead) {
            case 0 -> length = next;
            case 1, 2 -> length = length << 8 | next;
            case TYPE_AT -> type = next;
            case 4 -> flags = next;
            default -> stream = stream << 8 | next;
        }
        headRead++;
    }

    /** Whether the frame carries nothing. */
    private boolean isIdle() {
        return switch (type) {
            case DATA -> length == 0 && (flags & END_STREAM) == 0;
            case HEADERS, CONTINUATION -> length == 0;
            case WINDOW_UPDATE -> false; // as many as a fast reader of large answers needs; no answer follows
            default -> true;
        };
    }

    private boolean admit() {
        if (allowed < 1) {
            long now = System.nanoTime();
            allowed = Math.min(BURST,
                    allowed + (double) (now - countedAt) * PER_SECOND / TimeUnit.SECONDS.toNanos(1));
            countedAt = now;
        }
        allowed--;
        return allowed >= 0;
    }
}
