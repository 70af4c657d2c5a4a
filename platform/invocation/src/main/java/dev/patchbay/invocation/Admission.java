package dev.patchbay.invocation;

import java.util.Optional;

/**
 * The transport's last word before a call runs, such as using something up that may be used once. Asked on the plugin's
 * thread right before the plugin runs, and not at all if the call ends before that; must not block.
 */
@FunctionalInterface
public interface Admission {
    /** Lets every call run. */
    Admission GRANTED = Optional::empty;

    /**
     * Decides whether the call runs.
     *
     * @return what the client is told if it does not, or empty if it does
     */
    Optional<String> refuse();
}
