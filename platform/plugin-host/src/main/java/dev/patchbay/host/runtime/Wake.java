package dev.patchbay.host.runtime;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Whom to wake after the lock of the pool is left.
 *
 * @param worker the thread, null for nobody
 * @param first whether it has not run yet
 */
record Wake(@Nullable Worker worker, boolean first) {
    static final Wake NOBODY = new Wake(null, false);

    void go() {
        if (worker != null) {
            worker.wake(first);
        }
    }

    void goBy(Executor wakes) {
        if (worker != null) {
            wakes.execute(this::go);
        }
    }
}
