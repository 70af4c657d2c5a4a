package dev.patchbay.audit.chain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Numbers records, chains them and adds them to the segment. One thread at a time, all but {@link #sync()} and
 * {@link #lastSeq()}.
 */
final class ChainWriter {
    private static final int BATCH = 1 << 16;
    private static final int OVERHEAD = Line.HEAD.length + 20 + 1 + Line.TAIL + 1;

    private final AuditFileSettings settings;
    private final Segments segments;
    private final SegmentStream.Opener opener;
    private final LineWriter own = new LineWriter();
    private final MessageDigest digest = Line.sha256();
    private final byte[] hash = new byte[32];
    private final byte[] previous = new byte[Line.HASH_DIGITS];
    private final ReentrantLock syncing = new ReentrantLock();
    private byte[] batch = new byte[BATCH];
    private int used;
    private long added;
    private volatile long lastSeq;
    private int segment;
    private long size;
    private volatile SegmentStream stream;

    private ChainWriter(AuditFileSettings settings, Segments segments, SegmentStream.Opener opener, int segment,
            Tail tail, Anchor last) throws IOException {
        this.settings = settings;
        this.segments = segments;
        this.opener = opener;
        this.segment = segment;
        this.size = tail.end();
        this.added = last.seq();
        System.arraycopy(Line.ascii(last.hash()), 0, previous, 0, previous.length);
        this.stream = opener.open(segments.file(segment));
    }

    /**
     * Goes on where the last process ended: cuts off what a crash tore, and records that.
     */
    static ChainWriter open(AuditFileSettings settings, Segments segments, SegmentStream.Opener opener)
            throws IOException {
        List<Integer> numbers = segments.numbers();
        if (numbers.isEmpty()) {
            segments.create(1);
            numbers = List.of(1);
        }
        int number = numbers.getLast();
        Path file = segments.file(number);
        Tail tail = Tail.of(file);
        if (tail.torn() > 0) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(tail.end());
                channel.force(true);
            }
        }
        Anchor last = tail.last();
        for (int i = numbers.size() - 2; last == null && i >= 0; i--) {
            last = Tail.of(segments.file(numbers.get(i))).last();
        }
        ChainWriter writer = new ChainWriter(settings, segments, opener, number, tail,
                last == null ? Anchor.BEGINNING : last);
        try {
            writer.begin(tail);
        } catch (IOException | RuntimeException e) {
            writer.stream.close();
            throw e;
        }
        return writer;
    }

    private void begin(Tail tail) throws IOException {
        if (tail.last() == null) {
            addHeader();
        }
        if (tail.torn() > 0) {
            own.begin(settings.clock().instant(), "recovered");
            own.number("bytes", tail.torn());
            addLine(own.copy());
        }
        own.begin(settings.clock().instant(), "opened");
        add(own.copy());
        flush();
        sync();
    }

    /** Adds a record to the batch; it is in the file after {@link #flush()}. */
    void add(byte[] members) throws IOException {
        int length = members.length + OVERHEAD;
        if (size + used + length > settings.segmentBytes() && size + used > 0) {
            roll();
        }
        addLine(members);
    }

    private void addLine(byte[] members) throws IOException {
        int length = members.length + OVERHEAD;
        if (used + length > batch.length) {
            flush();
            if (length > batch.length) {
                batch = Arrays.copyOf(batch, length);
            }
        }
        int from = used;
        int at = put(Line.HEAD, from);
        at = LineWriter.digits(added + 1, batch, at);
        batch[at++] = ',';
        at = put(members, at);
        batch[at] = '}';
        digest.update(previous);
        digest.update(batch, from, at + 1 - from);
        finish();
        at = put(Line.HASH_NAME, at);
        at = put(previous, at);
        batch[at++] = '"';
        batch[at++] = '}';
        batch[at++] = '\n';
        used = at;
        added++;
    }

    private int put(byte[] what, int at) {
        System.arraycopy(what, 0, batch, at, what.length);
        return at + what.length;
    }

    private void finish() {
        try {
            digest.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 has 32 bytes", e);
        }
        LineWriter.hex(hash, previous, 0);
    }

    void flush() throws IOException {
        if (used > 0) {
            stream.write(batch, used);
            size += used;
            used = 0;
            if (batch.length > BATCH) {
                batch = new byte[BATCH];
            }
        }
        lastSeq = added;
    }

    /** The old segment is on the disk before the next one exists: a crash tears only the end of the last one. */
    private void roll() throws IOException {
        flush();
        syncing.lock();
        try {
            stream.sync();
            stream.close();
            stream = opener.open(segments.create(segment + 1));
        } finally {
            syncing.unlock();
        }
        segment++;
        size = 0;
        addHeader();
    }

    private void addHeader() throws IOException {
        own.begin(settings.clock().instant(), "segment");
        own.number("segment", segment).text("prev", previousHash());
        addLine(own.copy());
    }

    private String previousHash() {
        return new String(previous, StandardCharsets.US_ASCII);
    }

    /** Brings what was flushed before to the disk, while others go on writing. Throws once and for all. */
    void sync() throws IOException {
        syncing.lock();
        try {
            stream.sync();
        } finally {
            syncing.unlock();
        }
    }

    /** Returns the number of the last record in the file. Any thread. */
    long lastSeq() {
        return lastSeq;
    }

    /** Returns the end of the file; nothing may wait in the batch. */
    Mark mark() {
        return new Mark(segment, size, new Anchor(lastSeq, previousHash()));
    }

    void close() throws IOException {
        stream.close();
    }
}
