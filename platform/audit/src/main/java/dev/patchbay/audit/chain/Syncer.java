package dev.patchbay.audit.chain;

import dev.patchbay.audit.chain.RecordQueue.Written;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that brings the file to the disk: at once when someone waits for it, all that wait together; else within
 * the time that the settings name. Sleeps while there is nothing to do.
 */
final class Syncer {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFile.class);
    private static final Duration END = Duration.ofSeconds(30);

    private final RecordQueue queue;
    private final ChainWriter chain;
    private final long within;
    private final Thread thread = Thread.ofPlatform().name("patchbay-audit").daemon().unstarted(this::run);
    private final Deque<Pending> decided = new ArrayDeque<>();
    private long dirtySince;
    private volatile Mark synced;
    /** Beside the permit of the thread, which waiting for a lock uses up. */
    private volatile boolean hurried;
    private volatile boolean idle;
    private volatile boolean closing;
    private volatile boolean ended;

    Syncer(RecordQueue queue, ChainWriter chain, Duration within) {
        this.queue = queue;
        this.chain = chain;
        this.within = within.toNanos();
        this.synced = chain.mark();
    }

    void start() {
        thread.start();
    }

    Mark synced() {
        return synced;
    }

    /** Says that someone waits for the disk. */
    void hurry() {
        hurried = true;
        LockSupport.unpark(thread);
    }

    /** Says that there is something new. */
    void wakeIfIdle() {
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    boolean isClosing() {
        return closing;
    }

    /** Decides what came too late for the thread, on the thread that brought it. */
    void decideIfEnded() {
        if (ended) {
            Deque<Pending> late = new ArrayDeque<>(queue.drainAndTake().awaiting());
            tell(late, queue.failure());
        }
    }

    /** Syncs what is queued and ends the thread, which may take up to 30 s. */
    void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing || isBehind() || !queue.isEmpty()) {
                try {
                    round();
                } catch (OutOfMemoryError e) { // a plugin took the memory; nothing has changed here, so try again
                    LockSupport.parkNanos(this, within / 5);
                }
                if (queue.failure() != null && closing) {
                    break;
                }
            }
        } catch (RuntimeException | Error e) { // without this thread nothing is synced
            queue.breakDown("is no longer synced", e);
        } finally {
            queue.shut();
            ended = true;
            decideIfEnded();
        }
    }

    private boolean isBehind() {
        return chain.lastSeq() != synced.head().seq();
    }

    private void round() {
        hurried = false;
        Written written = queue.drainAndTake();
        decided.addAll(written.awaiting());
        boolean dirty = written.end().head().seq() != synced.head().seq();
        if (dirty && queue.failure() == null && (!decided.isEmpty() || closing || isDue())) {
            try {
                chain.sync();
                synced = written.end();
                dirtySince = 0;
                dirty = false;
            } catch (IOException | RuntimeException e) {
                queue.breakDown("cannot be synced", e);
            }
        }
        boolean told = !decided.isEmpty();
        tell(decided, dirty ? queue.failure() : null);
        if (!closing && !told && !hurried) {
            pause();
        }
    }

    private boolean isDue() {
        long now = System.nanoTime();
        if (dirtySince == 0) {
            dirtySince = now | 1;
        }
        return now - dirtySince >= within / 2;
    }

    private void pause() {
        if (isBehind() && queue.failure() == null) {
            LockSupport.parkNanos(this, within / 5);
            return;
        }
        idle = true;
        if (queue.isEmpty() && (!isBehind() || queue.failure() != null) && !closing) {
            LockSupport.park(this);
        }
        idle = false;
    }

    private static void tell(Deque<Pending> group, @Nullable AuditUnavailableException why) {
        while (!group.isEmpty()) {
            Pending record = group.poll();
            Consumer<Optional<AuditUnavailableException>> then = record.then;
            try {
                if (then != null) {
                    then.accept(Optional.ofNullable(record.failure == null ? why : record.failure));
                }
            } catch (RuntimeException | Error e) { // one call's fault must not stop the others
                LOG.error("A call could not go on after its record was written", e);
            }
        }
    }
}
