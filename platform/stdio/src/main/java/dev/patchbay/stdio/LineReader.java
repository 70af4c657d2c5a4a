package dev.patchbay.stdio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads messages from the pipe, one a line, and never holds more than the longest that is allowed. One thread. */
final class LineReader {
    private static final int CHUNK = 64 * 1024;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[CHUNK];
    private int from;
    private int to;
    private boolean atStart = true;

    /** What a line was. */
    sealed interface Line {
        /**
         * One within the bounds.
         *
         * @param bytes without the end of the line
         */
        @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
        record Message(byte[] bytes) implements Line {}

        /**
         * One beyond them, read past.
         *
         * @param scan what was seen of it
         */
        record TooLong(EnvelopeScan scan) implements Line {}
    }

    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /** The next line that is not blank; empty at the end of the input. A last line needs no end. */
    Optional<Line> next() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream(512);
            EnvelopeScan scan = null;
            boolean ended = false;
            while (!ended) {
                if (from == to) {
                    from = 0;
                    to = in.read(buffer);
                    if (to < 0) {
                        to = 0;
                        break;
                    }
                }
                int end = end();
                ended = end < to;
                if (scan == null && line.size() + (end - from) > maxBytes + 1) { // one more: it may be a carriage return
                    scan = EnvelopeScan.of(line.toByteArray());
                    line.reset();
                }
                if (scan == null) {
                    line.write(buffer, from, end - from);
                } else {
                    scan.accept(buffer, from, end);
                }
                from = ended ? end + 1 : end;
            }
            if (scan != null) {
                return Optional.of(new Line.TooLong(scan));
            }
            byte[] bytes = trimmed(line.toByteArray());
            if (bytes.length > maxBytes) {
                return Optional.of(new Line.TooLong(EnvelopeScan.of(bytes)));
            }
            if (bytes.length > 0) {
                return Optional.of(new Line.Message(bytes));
            }
            if (!ended) {
                return Optional.empty();
            }
        }
    }

    private int end() {
        int at = from;
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    /** Without what white space may surround a message, and without the mark that some shells begin with. */
    private byte[] trimmed(byte[] line) {
        int begin = atStart && line.length >= MARK.length && Arrays.equals(line, 0, MARK.length, MARK, 0, MARK.length)
                ? MARK.length
                : 0;
        atStart = false;
        int end = line.length;
        while (end > begin && isSpace(line[end - 1])) {
            end--;
        }
        while (begin < end && isSpace(line[begin])) {
            begin++;
        }
        return begin == 0 && end == line.length ? line : Arrays.copyOfRange(line, begin, end);
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }
}
