package dev.patchbay.security.state;

import java.time.Instant;

/**
 * Remembers which states were used up. Safe for all threads; may block, as it is asked on threads of plugins.
 */
@FunctionalInterface
public interface Nonces {
    /**
     * Uses a nonce up.
     *
     * @param nonce the nonce
     * @param expires until when it must be remembered
     * @return false if it was used before, or if it cannot be remembered: better refused than used twice
     */
    boolean use(String nonce, Instant expires);
}
