package dev.patchbay.audit.index;

import dev.patchbay.audit.chain.Anchor;
import dev.patchbay.audit.chain.AuditFile;
import dev.patchbay.audit.chain.ChainReader;
import dev.patchbay.audit.chain.Mark;
import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.StoreException;
import dev.patchbay.store.audit.AuditAnchor;
import dev.patchbay.store.audit.AuditIndex;
import dev.patchbay.store.audit.AuditQuery;
import dev.patchbay.store.audit.AuditRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that copies from the file into the index what is on the disk, in batches, each with an anchor of its last
 * record. It rests nineteen times as long as it works, so that calls come first; under load the index is behind, and
 * catches up later or when someone asks. When it starts it compares the anchor with the file; a file that does not hold what the index knows was cut or
 * written anew, which is logged and recorded, and the index is filled again.
 */
public final class IndexFiller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexFiller.class);
    /** Small, so that a batch takes the processor from calls for a moment only. */
    private static final int BATCH = 200;
    private static final int REST = 19;
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration HURRY = Duration.ofMillis(5);
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration END = Duration.ofSeconds(10);
    private static final Duration ANCHORS_KEPT = Duration.ofHours(1);
    private static final Duration TIDY = Duration.ofMinutes(10);

    private final AuditFile file;
    private final AuditIndex index;
    private final InstantSource clock;
    private final Thread thread = Thread.ofPlatform().name("patchbay-audit-index").daemon().unstarted(this::run);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Instant tidied = Instant.EPOCH;
    private boolean compared;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean closing;
    private @Nullable Mark place;
    private volatile long indexed;
    private volatile @Nullable String failure;

    /**
     * Creates the thread.
     *
     * @param file the file
     * @param index the index
     * @param clock where the time comes from
     */
    public IndexFiller(AuditFile file, AuditIndex index, InstantSource clock) {
        this.file = file;
        this.index = index;
        this.clock = clock;
    }

    /** Starts it. */
    public void start() {
        thread.start();
    }

    /**
     * Returns up to which record the index reaches.
     *
     * @return the number, 0 if it is not known yet
     */
    public long indexed() {
        return indexed;
    }

    /**
     * Returns why the index cannot be filled at the moment.
     *
     * @return a text for the administrator, empty if all is well
     */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Waits until all that is in the file now is in the index.
     *
     * @param patience how long to wait at most
     */
    public void catchUp(Duration patience) {
        long goal = file.written().head().seq();
        long left = patience.toNanos();
        boolean interrupted = false;
        waiting.incrementAndGet();
        LockSupport.unpark(thread);
        lock.lock();
        try {
            while (indexed < goal && left > 0 && failure == null && !closing && file.failure().isEmpty()) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            interrupted = true;
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (true) {
            boolean last = closing;
            long begin = System.nanoTime();
            boolean worked = false;
            boolean failed = false;
            try {
                worked = fill();
                failure = null;
            } catch (IOException | StoreException e) {
                failed = true;
                note(e);
            } catch (RuntimeException e) {
                failed = true;
                LOG.error("The index of the audit trail cannot be filled", e);
                failure = String.valueOf(e);
            }
            if (last && (!worked || failed)) {
                return;
            }
            rest(worked, failed, System.nanoTime() - begin);
        }
    }

    private void note(Exception e) {
        place = null;
        if (failure == null) {
            LOG.warn("The index of the audit trail is not filled at the moment, the trail itself is: {}",
                    e.getMessage());
        }
        failure = String.valueOf(e.getMessage());
    }

    private void rest(boolean worked, boolean failed, long workedNanos) {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        long nanos = failed ? RETRY.toNanos() : worked ? REST * workedNanos : LOOK.toNanos();
        if (waiting.get() > 0 && !failed) {
            nanos = worked ? 0 : HURRY.toNanos();
        }
        if (!closing && nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    /** Copies one batch; returns whether there was anything. */
    private boolean fill() throws IOException {
        Mark from = place;
        if (from == null) {
            from = find();
            place = from;
            indexed = from.head().seq();
        }
        Mark until = file.synced();
        if (until.head().seq() <= from.head().seq()) {
            return false;
        }
        List<AuditRow> rows = new ArrayList<>();
        Mark behind = from;
        try (ChainReader reader = new ChainReader(file.folder(), from)) {
            while (rows.size() < BATCH && reader.next(until)) {
                rows.add(IndexedLine.row(reader.line(), reader.record().seq(), reader.segment(), reader.start()));
                behind = reader.mark();
            }
        }
        if (rows.isEmpty()) {
            throw new IOException("the records from " + (from.head().seq() + 1) + " on are not in the file;"
                    + " verify the audit trail");
        }
        index.insert(rows);
        place = behind;
        indexed = behind.head().seq();
        anchor(behind);
        return true;
    }

    private void anchor(Mark mark) {
        Instant now = clock.instant();
        try {
            index.anchor(new AuditAnchor(mark.head().seq(), HexFormat.of().parseHex(mark.head().hash()),
                    String.format("%06d.jsonl", mark.segment()), now));
        } catch (DuplicateException e) {
            LOG.debug("There is an anchor of record {} already", mark.head().seq(), e);
        }
        if (Duration.between(tidied, now).abs().compareTo(TIDY) > 0) {
            tidied = now;
            LOG.info("The audit trail is at {}; whoever keeps this elsewhere can verify against it", mark.head());
            index.deleteAnchorsBefore(now.minus(ANCHORS_KEPT));
        }
    }

    /** Returns the place behind the last record that the index knows; an index that does not fit the file is emptied. */
    private Mark find() throws IOException {
        if (!compared) {
            compare();
            compared = true;
        }
        List<AuditRow> newest = index.query(AuditQuery.newest(1));
        if (!newest.isEmpty()) {
            AuditRow row = newest.getFirst();
            Optional<ChainReader.Found> found = ChainReader.find(file.folder(), row.segment(), row.offset(), row.seq());
            if (found.isPresent() && holdsTheFirst()) {
                return found.get().behind();
            }
            LOG.warn("The index of the audit trail does not fit the file and is filled again from the beginning");
            index.clear();
        }
        return ChainReader.beginning(file.folder());
    }

    /** An index that was emptied while it was being filled has no beginning. */
    private boolean holdsTheFirst() throws IOException {
        try (ChainReader reader = new ChainReader(file.folder(), ChainReader.beginning(file.folder()))) {
            if (!reader.next(file.synced())) {
                return false;
            }
            long first = reader.record().seq();
            return index.query(AuditQuery.newest(1).before(first + 1)).stream().anyMatch(row -> row.seq() == first);
        }
    }

    private void compare() throws IOException {
        Optional<AuditAnchor> known = index.lastAnchor();
        OptionalLong last = index.lastSeq();
        Anchor head = file.synced().head();
        if (known.isPresent()) {
            AuditAnchor anchor = known.get();
            String hash = HexFormat.of().formatHex(anchor.hash());
            boolean isThere = ChainReader.search(file.folder(), anchor.segment(), anchor.seq())
                    .filter(found -> found.behind().head().hash().equals(hash)).isPresent();
            if (!isThere) {
                mismatch(anchor.seq(), hash);
                return;
            }
        }
        if (last.isPresent() && last.getAsLong() > head.seq()) {
            mismatch(last.getAsLong(), "");
        }
    }

    private void mismatch(long seq, String hash) {
        LOG.error("The audit trail in {} does not hold record {} as the index knows it{}: it was cut off, written anew"
                + " or restored from an older copy. Verify it", file.folder(), seq,
                hash.isEmpty() ? "" : " (" + hash + ")");
        file.append("mismatch",
                line -> line.number("expected", seq).text("expectedHash", hash.isEmpty() ? null : hash));
        index.clear();
    }

    /** Copies what is left, and ends the thread; takes up to 10 s. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
