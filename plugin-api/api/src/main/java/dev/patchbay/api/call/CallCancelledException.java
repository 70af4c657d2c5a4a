package dev.patchbay.api.call;

import dev.patchbay.api.Stable;

/**
 * Ends a call that nobody waits for any more. Thrown by {@link Cancellation#throwIfCancelled()}; the client sees no
 * result, and the call is not counted as a failure of the plugin.
 */
@Stable
public final class CallCancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message why the call ended
     */
    public CallCancelledException(String message) {
        super(message);
    }
}
