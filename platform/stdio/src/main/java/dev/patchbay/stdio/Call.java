package dev.patchbay.stdio;

import dev.patchbay.protocol.rpc.RequestId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One message on its way to the endpoint and back. It ends once: answered, or cancelled. Safe for all threads. */
final class Call {
    private final @Nullable RequestId id;
    private final String method;
    private final int bytes;
    private final CompletableFuture<Void> sent = new CompletableFuture<>();
    private boolean cancelled;
    private boolean finished;
    private @Nullable Runnable breakOff;

    Call(@Nullable RequestId id, String method, int bytes) {
        this.id = id;
        this.method = method;
        this.bytes = bytes;
    }

    /** One that nobody waits for. */
    static Call internal() {
        return new Call(null, "", 0);
    }

    Optional<RequestId> id() {
        return Optional.ofNullable(id);
    }

    String method() {
        return method;
    }

    int bytes() {
        return bytes;
    }

    /** Says how to break it off from now on; done at once if that is due already. */
    void during(Runnable how) {
        boolean late;
        synchronized (this) {
            breakOff = how;
            late = cancelled;
        }
        if (late) {
            how.run();
        }
    }

    /** Whether it ends by this; not if it has ended before. */
    synchronized boolean finish() {
        boolean first = !finished;
        finished = true;
        return first;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Whether something may still be said about it. */
    synchronized boolean isOpen() {
        return !finished;
    }

    /** Breaks it off; no response follows. */
    void cancel() {
        Runnable how;
        synchronized (this) {
            cancelled = true;
            finished = true;
            how = breakOff;
        }
        if (how != null) {
            how.run();
        }
    }

    /** All of it is on its way. */
    void sent() {
        sent.complete(null);
    }

    /** Waits until it is, so that what is said about it does not overtake it; not for long. */
    void awaitSent() {
        sent.copy().completeOnTimeout(null, 1, TimeUnit.SECONDS).join();
    }

    /** Lets it run to its end unheard, where somebody else was told to end it. */
    synchronized void forget() {
        finished = true;
    }
}
