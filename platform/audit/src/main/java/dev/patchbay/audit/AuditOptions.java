package dev.patchbay.audit;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Where and how the audit trail is kept.
 *
 * @param data the data folder; the trail is in {@code audit} below it, the key in {@code audit.key}
 * @param mode when a call may reach its plugin
 * @param segmentBytes at which size a new file begins
 * @param clock where the time comes from
 */
public record AuditOptions(Path data, AuditMode mode, long segmentBytes, InstantSource clock) {
    /**
     * Returns the defaults: by traits, files of 64 MiB.
     *
     * @param data the data folder
     * @return the options
     */
    public static AuditOptions of(Path data) {
        return new AuditOptions(data, AuditMode.BY_TRAITS, 64L << 20, InstantSource.system());
    }

    /**
     * Changes the mode.
     *
     * @param other when a call may reach its plugin
     * @return the changed options
     */
    public AuditOptions withMode(AuditMode other) {
        return new AuditOptions(data, other, segmentBytes, clock);
    }

    /**
     * Returns the folder of the files.
     *
     * @return {@code audit} in the data folder
     */
    public Path folder() {
        return data.resolve("audit");
    }
}
