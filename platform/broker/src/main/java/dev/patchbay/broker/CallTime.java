package dev.patchbay.broker;

import java.time.Duration;
import java.util.Optional;

/** How long the call that runs on the current thread may still take. Safe for all threads. */
@FunctionalInterface
public interface CallTime {
    /** For where there are no calls. */
    CallTime NONE = Optional::empty;

    /**
     * Returns how long the call on the current thread may still take.
     *
     * @return the time, not negative; empty on a thread without a call
     */
    Optional<Duration> remaining();
}
