package dev.patchbay.stdio;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The endpoint that is used now. Safe for all threads; whoever asks while one is looked for waits with the others. */
final class Connection {
    private final Upstreams upstreams;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile @Nullable Upstream current;

    Connection(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    Upstream current() throws NoUpstreamException {
        Upstream known = current;
        return known != null ? known : find(Optional.empty());
    }

    boolean isReady() {
        return current != null;
    }

    /** The endpoint to use after one was lost; the same if there is no other. */
    Upstream after(Upstream lost) throws NoUpstreamException {
        return find(Optional.of(lost));
    }

    private Upstream find(Optional<Upstream> lost) throws NoUpstreamException {
        turn.lock();
        try {
            Upstream known = current;
            if (known != null && !Optional.of(known).equals(lost)) {
                return known; // somebody else has found it meanwhile
            }
            current = null;
            Upstream found = upstreams.connect(lost);
            current = found;
            return found;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoUpstreamException("interrupted", "Interrupted while looking for a server.");
        } finally {
            turn.unlock();
        }
    }
}
