package dev.patchbay.audit.chain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The end of a segment: its last record, and what stands behind it, torn by a crash.
 *
 * @param last the last record, null if there is none
 * @param end where the last record ends
 * @param torn how many bytes stand behind it
 */
record Tail(@Nullable Anchor last, long end, long torn) {
    private static final int FIRST_LOOK = 1 << 16;

    /** Reads as little of the end of a file as shows its last record. */
    static Tail of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            for (long look = FIRST_LOOK;; look *= 4) {
                long from = Math.max(0, size - look);
                byte[] bytes = read(channel, from, Math.toIntExact(size - from));
                Tail found = lastIn(bytes, from);
                if (found != null) {
                    return found;
                }
                if (from == 0) {
                    return new Tail(null, 0, size);
                }
            }
        }
    }

    private static @Nullable Tail lastIn(byte[] bytes, long offset) {
        int newline = newlineBefore(bytes, bytes.length);
        while (newline >= 0) {
            int previous = newlineBefore(bytes, newline);
            if (previous < 0 && offset > 0) {
                return null; // the line may begin before what was read
            }
            Line line = Line.of(bytes, previous + 1, newline);
            if (line != null) {
                return new Tail(new Anchor(line.seq(), line.hash()), offset + newline + 1,
                        bytes.length - newline - 1L);
            }
            newline = previous;
        }
        return null;
    }

    private static int newlineBefore(byte[] bytes, int end) {
        int at = end - 1;
        while (at >= 0 && bytes[at] != '\n') {
            at--;
        }
        return at;
    }

    private static byte[] read(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining() && channel.read(buffer, from + buffer.position()) > 0) {
            // until it is full
        }
        return buffer.array();
    }
}
