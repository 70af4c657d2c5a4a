package dev.patchbay.audit.chain;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records on their way into the file. Whoever gets the lock writes all that are queued, its own and those of others.
 *
 * <p>Nobody waits in vain: a record is queued before its thread tries the lock, and whoever held the lock looks at the
 * queue once more after letting go of it.
 */
final class RecordQueue {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);
    private static final int MAX_QUEUED = 8192;
    private static final int SPINS = 64;
    private static final int ROUNDS = 4;

    private final Path folder;
    private final ChainWriter chain;
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicReference<@Nullable Pending> newest = new AtomicReference<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final LongAdder lost = new LongAdder();
    private List<Pending> awaiting = new ArrayList<>();
    private volatile @Nullable AuditUnavailableException failure;

    RecordQueue(Path folder, ChainWriter chain) {
        this.folder = folder;
        this.chain = chain;
    }

    @Nullable
    AuditUnavailableException failure() {
        return failure;
    }

    LongAdder lost() {
        return lost;
    }

    boolean isEmpty() {
        return newest.get() == null;
    }

    void push(Pending record) {
        Pending older;
        do {
            older = newest.get();
            record.next = older;
        } while (!newest.compareAndSet(older, record));
        if (queued.incrementAndGet() > MAX_QUEUED) {
            drain();
        }
    }

    /** Writes all that is queued. */
    void drain() {
        writing.lock();
        try {
            writeQueued();
        } finally {
            writing.unlock();
        }
        handOn();
    }

    /** Writes all that is queued, and gives those whose threads wait to be told, with the end of the file behind them. */
    Written drainAndTake() {
        writing.lock();
        try {
            writeQueued();
            Mark mark = chain.mark();
            if (awaiting.isEmpty()) {
                return new Written(mark, List.of());
            }
            List<Pending> empty = new ArrayList<>();
            Written written = new Written(mark, awaiting);
            awaiting = empty; // last, so that without memory for the others nothing is lost
            return written;
        } finally {
            writing.unlock();
            handOn();
        }
    }

    /** Writes all that is queued, and gives the end of the file. */
    Mark drainAndMark() {
        writing.lock();
        try {
            writeQueued();
            return chain.mark();
        } finally {
            writing.unlock();
            handOn();
        }
    }

    /**
     * What is in the file.
     *
     * @param end its end
     * @param awaiting records whose threads wait for the disk
     */
    record Written(Mark end, List<Pending> awaiting) {}

    /** Returns when the record is decided: waits a moment awake, then asleep. */
    void awaitOrLead(Pending record) {
        boolean interrupted = false;
        int spins = SPINS;
        while (!record.isDone()) {
            if (spins-- == 0) {
                record.waiter(Thread.currentThread()); // before the lock is tried: its holder wakes whom it finds
            }
            if (writing.tryLock()) {
                try {
                    writeQueued();
                } finally {
                    writing.unlock();
                }
                handOn();
            } else if (spins >= 0) {
                Thread.onSpinWait();
            } else if (!record.isDone()) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What was queued while the lock was held is written, or after some rounds one who waits for it is woken. */
    private void handOn() {
        for (int round = 0; newest.get() != null; round++) {
            if (round == ROUNDS) {
                wakeOne();
                return;
            }
            if (!writing.tryLock()) {
                return;
            }
            try {
                writeQueued();
            } finally {
                writing.unlock();
            }
        }
    }

    private void wakeOne() {
        for (Pending record = newest.get(); record != null; record = record.next) {
            Thread waiter = record.waiter();
            if (waiter != null) {
                LockSupport.unpark(waiter);
                return;
            }
        }
    }

    /** With the lock. */
    private void writeQueued() {
        Pending youngest = newest.getAndSet(null);
        if (youngest == null) {
            return;
        }
        Pending oldest = null;
        int count = 0;
        for (Pending record = youngest; record != null;) {
            Pending older = record.next;
            record.next = oldest;
            oldest = record;
            record = older;
            count++;
        }
        queued.addAndGet(-count);
        if (failure == null) {
            try {
                for (Pending record = oldest; record != null; record = record.next) {
                    chain.add(record.members);
                }
                chain.flush();
            } catch (IOException | RuntimeException | Error e) { // whatever it is, the state of the chain is unknown
                breakDown("cannot be written", e);
            }
        }
        settle(oldest);
    }

    private void settle(@Nullable Pending oldest) {
        AuditUnavailableException why = failure;
        for (Pending record = oldest; record != null;) {
            Pending younger = record.next;
            record.next = null;
            if (record.then != null) {
                record.failure = why;
                awaiting.add(record);
            } else {
                if (why != null && !record.isWaitedFor) {
                    lost.increment();
                }
                record.settle(why);
            }
            record = younger;
        }
    }

    void breakDown(String what, Throwable cause) {
        if (failure == null) {
            failure = new AuditUnavailableException("The audit trail in " + folder + " " + what + ": "
                    + cause.getMessage() + ". Nothing that must be recorded is done until this is repaired and "
                    + "Patchbay is started again", cause);
            LOG.error("The audit trail in {} {}; refusing calls until a restart", folder, what, cause);
        }
    }

    void shut() {
        if (failure == null) {
            failure = new AuditUnavailableException("The audit trail in " + folder + " is closed", null);
        }
    }

    void close() throws IOException {
        writing.lock();
        try {
            chain.close();
        } finally {
            writing.unlock();
        }
    }
}
