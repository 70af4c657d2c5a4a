package dev.patchbay.api.call;

import dev.patchbay.api.Stable;

/**
 * Tells a call that nobody waits for it any more: the client cancelled or disconnected, the deadline passed, or the
 * instance is being stopped. The host interrupts the thread of the call as well, so blocking code ends by itself; code
 * that computes should look here now and then. Implemented by the host.
 *
 * <p>Threads: any.
 */
@Stable
public interface Cancellation {
    /**
     * Returns whether the call was cancelled. Once true, always true.
     *
     * @return whether nobody waits any more
     */
    boolean isCancelled();

    /**
     * Returns normally while somebody waits for the call.
     *
     * @throws CallCancelledException if nobody does; let it pass
     */
    void throwIfCancelled();

    /**
     * Runs an action at the cancellation, for example to cancel a database statement; at once if it has happened
     * already. Exceptions of the action are logged.
     *
     * @param action what to run, short and not blocking, on a thread of the instance
     */
    void onCancel(Runnable action);
}
