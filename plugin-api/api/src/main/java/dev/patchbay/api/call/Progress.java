package dev.patchbay.api.call;

import dev.patchbay.api.Stable;
import org.jspecify.annotations.Nullable;

/**
 * Tells the client how far a call has come. Reports reach a client that asked for them and are dropped otherwise, so a
 * tool need not know. Implemented by the host.
 *
 * <p>Threads: any. A report that does not exceed the one before, and any after the end of the call, is dropped.
 *
 * <p>Source: MCP 2026-07-28, utilities, progress ({@code notifications/progress}).
 */
@Stable
public interface Progress {
    /**
     * Reports progress.
     *
     * @param progress how much is done; each report greater than the one before
     * @param total how much there is in all, in the same unit, or null if unknown
     * @param message what is going on, or null for nothing to say
     */
    void report(double progress, @Nullable Double total, @Nullable String message);

    /**
     * Reports progress of a known total.
     *
     * @param progress how much is done
     * @param total how much there is in all
     */
    default void report(double progress, double total) {
        report(progress, Double.valueOf(total), null);
    }
}
