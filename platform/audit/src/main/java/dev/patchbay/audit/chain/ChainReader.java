package dev.patchbay.audit.chain;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads records one after the other, over the segments. Does not check their hashes, and passes over lines that are no
 * records.
 *
 * <p>Threads: one at a time.
 */
public final class ChainReader implements Closeable {
    private final Segments segments;
    private int segment;
    private long offset;
    private @Nullable SegmentLines lines;
    private @Nullable Line line;

    /**
     * Begins behind a record.
     *
     * @param folder the folder of the segments
     * @param after the place behind a record; offset 0 for the beginning of a segment
     */
    public ChainReader(Path folder, Mark after) {
        this.segments = new Segments(folder);
        this.segment = after.segment();
        this.offset = after.offset();
    }

    /**
     * Returns the beginning of a chain.
     *
     * @param folder the folder of the segments
     * @return the place before the first record
     * @throws IOException if the folder cannot be read
     */
    public static Mark beginning(Path folder) throws IOException {
        return new Mark(new Segments(folder).numbers().stream().findFirst().orElse(1), 0, Anchor.BEGINNING);
    }

    /**
     * Returns the record that a place is known of.
     *
     * @param folder the folder of the segments
     * @param name the name of the segment
     * @param offset where in it the record begins
     * @param seq its number
     * @return the place behind the record and its line; empty if another one stands there, or none
     * @throws IOException if the file cannot be read
     */
    public static Optional<Found> find(Path folder, String name, long offset, long seq) throws IOException {
        if (!Files.isRegularFile(folder.resolve(name)) || Files.size(folder.resolve(name)) < offset) {
            return Optional.empty();
        }
        try (SegmentLines lines = SegmentLines.forOne(folder.resolve(name), offset)) {
            Line line = lines.next() ? lines.record() : null;
            return line == null || line.seq() != seq
                    ? Optional.empty()
                    : Optional.of(new Found(new Mark(Segments.number(name), lines.endOffset(),
                            new Anchor(seq, line.hash())), line.text()));
        }
    }

    /**
     * Returns the record with a number.
     *
     * @param folder the folder of the segments
     * @param name the name of the segment that must hold it
     * @param seq its number
     * @return the place behind the record and its line; empty if it is not there
     * @throws IOException if the file cannot be read
     */
    public static Optional<Found> search(Path folder, String name, long seq) throws IOException {
        if (!Files.isRegularFile(folder.resolve(name))) {
            return Optional.empty();
        }
        try (SegmentLines lines = SegmentLines.of(folder.resolve(name), 0)) {
            while (lines.next()) {
                Line line = lines.record();
                if (line != null && line.seq() == seq) {
                    return Optional.of(new Found(new Mark(Segments.number(name), lines.endOffset(),
                            new Anchor(seq, line.hash())), line.text()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * A record that was found.
     *
     * @param behind the place behind it, with its number and hash
     * @param line the line, JSON
     */
    public record Found(Mark behind, String line) {}

    /**
     * Goes to the next record.
     *
     * @param until the place up to which to read
     * @return false if there is none
     * @throws IOException if a file cannot be read
     */
    public boolean next(Mark until) throws IOException {
        while (true) {
            SegmentLines open = lines;
            if (open == null) {
                if (segment > until.segment() || !Files.isRegularFile(segments.file(segment))) {
                    return false;
                }
                open = SegmentLines.of(segments.file(segment), offset,
                        segment == until.segment() ? until.offset() : Long.MAX_VALUE);
                lines = open;
            }
            while (open.next()) {
                line = open.record();
                offset = open.endOffset();
                if (line != null) {
                    return true;
                }
            }
            open.close();
            lines = null;
            if (segment >= until.segment()) {
                return false;
            }
            segment++;
            offset = 0;
        }
    }

    /**
     * Returns the record.
     *
     * @return its number and its hash
     */
    public Anchor record() {
        Line current = current();
        return new Anchor(current.seq(), current.hash());
    }

    /**
     * Returns the line.
     *
     * @return JSON
     */
    public String line() {
        return current().text();
    }

    /**
     * Returns where the record begins.
     *
     * @return the offset in its segment
     */
    public long start() {
        SegmentLines open = lines;
        if (open == null) {
            throw new IllegalStateException("There is no record before next()");
        }
        return open.offset();
    }

    /**
     * Returns the segment.
     *
     * @return its name
     */
    public String segment() {
        return Segments.name(segment);
    }

    /**
     * Returns the place behind the record.
     *
     * @return the place, from which another reader can go on
     */
    public Mark mark() {
        return new Mark(segment, offset, record());
    }

    private Line current() {
        Line current = line;
        if (current == null) {
            throw new IllegalStateException("There is no record before next()");
        }
        return current;
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
        }
    }
}
