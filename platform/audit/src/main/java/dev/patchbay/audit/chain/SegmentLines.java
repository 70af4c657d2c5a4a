package dev.patchbay.audit.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads lines one after the other, with a buffer that never grows past the longest line allowed. */
final class SegmentLines implements Closeable {
    static final int MAX_LINE = 1 << 20;

    private final ReadableByteChannel in;
    private long unread;
    private byte[] buffer;
    private int start;
    private int end;
    private int filled;
    private int next;
    private long bufferOffset;
    private long line;
    private boolean complete;
    private boolean skipping;

    SegmentLines(ReadableByteChannel in, long offset, long length) {
        this(in, offset, length, 1 << 17);
    }

    private SegmentLines(ReadableByteChannel in, long offset, long length, int bufferBytes) {
        this.in = in;
        this.buffer = new byte[bufferBytes];
        this.bufferOffset = offset;
        this.unread = length;
    }

    /** Reads a file from an offset, at which a line begins, to what its end is now. */
    static SegmentLines of(Path file, long offset) throws IOException {
        return of(file, offset, Long.MAX_VALUE);
    }

    static SegmentLines of(Path file, long offset, long until) throws IOException {
        return of(file, offset, until, 1 << 17);
    }

    /** Reads a file for one line only. */
    static SegmentLines forOne(Path file, long offset) throws IOException {
        return of(file, offset, Long.MAX_VALUE, 1 << 12);
    }

    private static SegmentLines of(Path file, long offset, long until, int bufferBytes) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            channel.position(offset);
            return new SegmentLines(channel, offset, Math.max(0, Math.min(channel.size(), until) - offset),
                    bufferBytes);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Goes to the next line; one that is too long is given as the part that fits. */
    boolean next() throws IOException {
        do {
            start = next;
            int newline = find(start);
            while (newline < 0 && filled - start < MAX_LINE && fill()) {
                newline = find(end);
            }
            if (newline < 0 && start == filled) {
                return false;
            }
            boolean rest = skipping;
            complete = newline >= 0;
            end = complete ? newline : filled;
            next = complete ? newline + 1 : filled;
            skipping = !complete && unread > 0;
            if (!rest) {
                line++;
                return true;
            }
        } while (true);
    }

    private int find(int from) {
        for (int i = from; i < filled; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        end = filled;
        return -1;
    }

    private boolean fill() throws IOException {
        if (unread == 0) {
            return false;
        }
        if (filled == buffer.length) {
            if (start > 0) {
                System.arraycopy(buffer, start, buffer, 0, filled - start);
                bufferOffset += start;
                filled -= start;
                end -= start;
                start = 0;
            } else {
                buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, MAX_LINE));
            }
        }
        int read = in.read(ByteBuffer.wrap(buffer, filled, (int) Math.min(buffer.length - filled, unread)));
        if (read <= 0) {
            unread = 0;
            return false;
        }
        filled += read;
        unread -= read;
        return true;
    }

    /** Returns the line as a record, null if it has not the form of one. */
    @Nullable
    Line record() {
        return complete ? Line.of(buffer, start, end) : null;
    }

    boolean isComplete() {
        return complete;
    }

    /** Returns the number of the line, from 1. */
    long line() {
        return line;
    }

    long offset() {
        return bufferOffset + start;
    }

    long endOffset() {
        return bufferOffset + next;
    }

    ByteBuffer bytes() {
        return ByteBuffer.wrap(buffer, start, next - start);
    }

    String text() {
        return new String(buffer, start, end - start, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
