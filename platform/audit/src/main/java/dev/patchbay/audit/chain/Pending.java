package dev.patchbay.audit.chain;

import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A record that waits to be written, and who waits for it. */
final class Pending {
    final byte[] members;
    /** Told when the record is on the disk; null if nobody is. */
    final @Nullable Consumer<Optional<AuditUnavailableException>> then;
    final boolean isWaitedFor;
    /** The one queued before; only the holder of the lock changes it. */
    @Nullable Pending next;
    /** Written before {@link #done}. */
    @Nullable AuditUnavailableException failure;
    private volatile boolean done;
    private volatile @Nullable Thread waiter;

    Pending(byte[] members, @Nullable Consumer<Optional<AuditUnavailableException>> then, boolean isWaitedFor) {
        this.members = members;
        this.then = then;
        this.isWaitedFor = isWaitedFor;
    }

    boolean isDone() {
        return done;
    }

    void settle(@Nullable AuditUnavailableException why) {
        failure = why;
        done = true;
        Thread waiting = waiter;
        if (waiting != null) {
            LockSupport.unpark(waiting);
        }
    }

    void waiter(Thread thread) {
        waiter = thread;
    }

    @Nullable
    Thread waiter() {
        return waiter;
    }
}
