package dev.patchbay.stdio;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;

/**
 * Bounds what large answers hold in memory together: however many requests run, only two messages beyond a small size are
 * read at a time, until they are written. The others wait where they come from.
 */
final class LargeMessages {
    private static final int SMALL = 64 * 1024;
    private static final int AT_ONCE = 2;

    private final Semaphore turns = new Semaphore(AT_ONCE);

    Metered meter(InputStream in) {
        return new Metered(in, turns);
    }

    /** Whether a message waits for its turn. */
    boolean hasWaiting() {
        return turns.hasQueuedThreads();
    }

    /** A stream of messages that is stopped where a large one would be one too many. Read by one thread. */
    static final class Metered extends FilterInputStream {
        private final Semaphore turns;
        private long sinceMessage;
        private boolean hasTurn;

        private Metered(InputStream in, Semaphore turns) {
            super(in);
            this.turns = turns;
        }

        /** The message that was read is not held any more. */
        void messageDone() {
            sinceMessage = 0;
            if (hasTurn) {
                hasTurn = false;
                turns.release();
            }
        }

        @Override
        public int read() throws IOException {
            throw new IOException("read in blocks only");
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (sinceMessage > SMALL && !hasTurn) {
                turns.acquireUninterruptibly();
                hasTurn = true;
            }
            int count = in.read(into, offset, length);
            sinceMessage += Math.max(count, 0);
            return count;
        }

        @Override
        public void close() throws IOException {
            messageDone();
            super.close();
        }
    }
}
