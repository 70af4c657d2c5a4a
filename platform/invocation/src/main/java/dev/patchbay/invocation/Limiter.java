package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import java.time.Duration;
import java.util.Optional;

/**
 * Counts calls, and says when there are too many. All runs of a call that asks count once.
 *
 * <p>Threads: any, I/O threads too, so it must not block.
 */
@FunctionalInterface
public interface Limiter {
    /** Counts nothing. */
    Limiter NONE = (caller, target) -> Optional.empty();

    /**
     * Counts a call.
     *
     * @param caller who calls
     * @param target what is called
     * @return the limit that was hit, or empty if the call may go on
     */
    Optional<Hit> count(Caller caller, Target target);

    /**
     * A limit that was hit.
     *
     * @param code a word for programs, such as {@code rate_limited} or {@code quota_exceeded}
     * @param message what the client is told
     * @param retryAfter how long to wait
     */
    record Hit(String code, String message, Duration retryAfter) {}
}
