package dev.patchbay.audit.chain;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes a part of the chain as JSON Lines: first a line that names the part and the hash before it, then the records,
 * byte by byte as they are in the file. {@link ChainVerifier#verifyExport} checks it without the rest of the chain.
 */
public final class ChainExport {
    private ChainExport() {}

    /**
     * What is exported: all records from the first to the last one that lie in the range, and what stands between.
     *
     * @param fromSeq the first number, from 1
     * @param toSeq the last number, {@link Long#MAX_VALUE} for the end
     * @param from the first instant, {@link Instant#MIN} for the beginning
     * @param to the instant behind the last, {@link Instant#MAX} for the end
     */
    public record Range(long fromSeq, long toSeq, Instant from, Instant to) {
        /** The whole chain. */
        public static final Range ALL = new Range(1, Long.MAX_VALUE, Instant.MIN, Instant.MAX);
    }

    /**
     * The first line.
     *
     * @param first the number of the first record
     * @param last the number of the last record
     * @param before the record before the first one
     */
    record Head(long first, long last, Anchor before) {
        private static final Pattern FORM = Pattern.compile("\\{\"kind\":\"export\",\"first\":([0-9]{1,18}),"
                + "\"last\":([0-9]{1,18}),\"prev\":\"([0-9a-f]{64})\"\\}");

        static Optional<Head> parse(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
                return Optional.empty();
            }
            long first = Long.parseLong(matcher.group(1));
            return Optional.of(new Head(first, Long.parseLong(matcher.group(2)),
                    new Anchor(first - 1, matcher.group(3))));
        }

        String text() {
            return "{\"kind\":\"export\",\"first\":" + first + ",\"last\":" + last + ",\"prev\":\"" + before.hash()
                    + "\"}\n";
        }
    }

    /**
     * Exports a part. Reads the chain twice: the clock may have gone back, so the bounds are looked for first.
     *
     * @param folder the folder of the segments
     * @param range what to export
     * @param out where to; not closed
     * @return how many records were written
     * @throws IOException if something cannot be read or written
     */
    public static long export(Path folder, Range range, OutputStream out) throws IOException {
        Bounds bounds = new Bounds(range);
        each(folder, Long.MAX_VALUE, bounds);
        if (bounds.first == 0) {
            return 0;
        }
        out.write(new Head(bounds.first, bounds.last, bounds.before).text().getBytes(StandardCharsets.US_ASCII));
        Copy copy = new Copy(bounds, Channels.newChannel(out));
        each(folder, bounds.last, copy);
        out.flush();
        return copy.count;
    }

    private interface Visitor {
        void line(Line line, ByteBuffer bytes) throws IOException;
    }

    private static void each(Path folder, long until, Visitor visitor) throws IOException {
        Segments segments = new Segments(folder);
        for (int number : segments.numbers()) {
            try (SegmentLines lines = SegmentLines.of(segments.file(number), 0)) {
                while (lines.next()) {
                    Line line = lines.record();
                    if (line != null) {
                        visitor.line(line, lines.bytes());
                        if (line.seq() >= until) {
                            return;
                        }
                    }
                }
            }
        }
    }

    private static final class Bounds implements Visitor {
        private final Range range;
        private final String from;
        private final String to;
        private Anchor before = Anchor.BEGINNING;
        private Anchor previous = Anchor.BEGINNING;
        private long first;
        private long last;

        Bounds(Range range) {
            this.range = range;
            this.from = text(range.from());
            this.to = text(range.to());
        }

        private static String text(Instant instant) {
            LineWriter writer = new LineWriter();
            if (instant.isBefore(Instant.EPOCH)) {
                return "";
            }
            if (instant.getEpochSecond() > 253_402_300_799L) {
                return "~";
            }
            writer.begin(instant, "");
            return new String(writer.copy(), 6, 27, StandardCharsets.US_ASCII);
        }

        @Override
        public void line(Line line, ByteBuffer bytes) {
            String at = line.at();
            if (line.seq() >= range.fromSeq() && line.seq() <= range.toSeq() && at.compareTo(from) >= 0
                    && at.compareTo(to) < 0) {
                if (first == 0) {
                    first = line.seq();
                    before = new Anchor(line.seq() - 1, previous.hash());
                }
                last = line.seq();
            }
            previous = new Anchor(line.seq(), line.hash());
        }
    }

    private static final class Copy implements Visitor {
        private final Bounds bounds;
        private final WritableByteChannel out;
        private boolean started;
        private long count;

        Copy(Bounds bounds, WritableByteChannel out) {
            this.bounds = bounds;
            this.out = out;
        }

        @Override
        public void line(Line line, ByteBuffer bytes) throws IOException {
            started |= line.seq() == bounds.first;
            if (started) {
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                count++;
            }
        }
    }
}
