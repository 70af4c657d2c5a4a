package dev.patchbay.connector;

import dev.patchbay.api.call.Call;
import java.time.Duration;

/** How a client waits before it tries again. */
@FunctionalInterface
interface Pause {
    /**
     * Waits, or ends early because the call was cancelled.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    void await(Duration time, Call call) throws InterruptedException;
}
