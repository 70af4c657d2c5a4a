package dev.patchbay.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Tells the client of one HTTP/2 connection to open no more streams. The server can say that only by closing the
 * connection, which ends the streams that are open; so the frame is put between two of the server's frames, here where
 * all of them pass. Confined to the connection's I/O thread.
 */
final class GoAwaySink extends AbstractStreamSinkConduit<StreamSinkConduit> {
    /** As the last stream: nothing that was sent by now is refused. */
    static final int ANY_STREAM = Integer.MAX_VALUE;
    private static final int HEAD_BYTES = 9;
    private static final int LENGTH_BYTES = 3;
    private static final int PAYLOAD_BYTES = 8;
    private static final byte GOAWAY = 7;

    /** Goes out between two frames, when there was a first one, which must be the server's settings. */
    private @Nullable ByteBuffer waiting;
    private boolean hasBegun;
    private int headRead;
    private int length;
    private int skip;
    private int[] begins = {};

    /** Stands before a connection's conduit. */
    GoAwaySink(StreamSinkConduit next) {
        super(next);
    }

    /**
     * Says that no more streams are taken.
     *
     * @param lastStream those up to here are answered, the client may send the others again elsewhere
     */
    void goAway(int lastStream) throws IOException {
        if (waiting != null) {
            return; // who has not read the first one would not read this one either
        }
        ByteBuffer frame = ByteBuffer.allocate(HEAD_BYTES + PAYLOAD_BYTES);
        frame.putInt(PAYLOAD_BYTES << 8 | GOAWAY).put((byte) 0).putInt(0).putInt(lastStream).putInt(0).flip();
        waiting = frame;
        if (!flush()) {
            resumeWrites();
        }
    }

    private boolean isBetweenFrames() {
        return hasBegun && headRead == 0 && skip == 0;
    }

    /** Whether other bytes may follow. */
    private boolean sendWaiting() throws IOException {
        if (waiting == null || !isBetweenFrames()) {
            return true;
        }
        next.write(waiting);
        if (waiting.hasRemaining()) {
            return false;
        }
        waiting = null;
        return true;
    }

    /** Where the next frame begins at the earliest; only needed while something waits for it. */
    private int untilNextFrame() {
        return skip > 0 ? skip : HEAD_BYTES - headRead;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (!sendWaiting()) {
            return 0;
        }
        int begin = from.position();
        int limit = from.limit();
        if (waiting != null) {
            from.limit(Math.min(limit, begin + untilNextFrame()));
        }
        try {
            next.write(from);
        } finally {
            from.limit(limit);
        }
        int end = from.position();
        look(from, begin, end);
        sendWaiting();
        return end - begin;
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int count) throws IOException {
        if (!sendWaiting()) {
            return 0;
        }
        if (waiting != null) {
            for (int i = offset; i < offset + count; i++) {
                if (from[i].hasRemaining()) {
                    return write(from[i]);
                }
            }
            return 0;
        }
        if (begins.length < count) {
            begins = new int[count];
        }
        for (int i = 0; i < count; i++) {
            begins[i] = from[offset + i].position();
        }
        long written = next.write(from, offset, count);
        for (int i = 0; i < count; i++) {
            look(from[offset + i], begins[i], from[offset + i].position());
        }
        return written;
    }

    @Override
    public int writeFinal(ByteBuffer from) throws IOException {
        return Conduits.writeFinalBasic(this, from);
    }

    @Override
    public long writeFinal(ByteBuffer[] from, int offset, int count) throws IOException {
        return Conduits.writeFinalBasic(this, from, offset, count);
    }

    @Override
    public long transferFrom(FileChannel from, long position, long count) throws IOException {
        throw new IOException("Frames are written, not transferred");
    }

    @Override
    public long transferFrom(StreamSourceChannel from, long count, ByteBuffer through) throws IOException {
        throw new IOException("Frames are written, not transferred");
    }

    @Override
    public boolean flush() throws IOException {
        return sendWaiting() && next.flush();
    }

    private void look(ByteBuffer bytes, int begin, int end) {
        int at = begin;
        while (at < end) {
            if (skip > 0) {
                int step = Math.min(skip, end - at);
                skip -= step;
                at += step;
                continue;
            }
            int part = bytes.get(at++) & 0xff;
            if (headRead < LENGTH_BYTES) {
                length = length << 8 | part;
            }
            headRead++;
            if (headRead == HEAD_BYTES) {
                headRead = 0;
                skip = length;
                length = 0;
                hasBegun = true;
            }
        }
    }
}
