package dev.patchbay.audit.chain;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Where and how the chain is written.
 *
 * @param folder the folder of the segments, such as {@code data/audit}
 * @param segmentBytes at which size a new segment begins, from 4 KiB
 * @param syncWithin after which time what was written is on the disk at the latest, if the disk keeps up
 * @param clock where the time comes from
 */
public record AuditFileSettings(Path folder, long segmentBytes, Duration syncWithin, InstantSource clock) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public AuditFileSettings {
        if (segmentBytes < 4096 || segmentBytes > 1L << 40) {
            throw new IllegalArgumentException("A segment has from 4096 to 2^40 bytes, not " + segmentBytes);
        }
        if (syncWithin.isNegative() || syncWithin.isZero() || syncWithin.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("What was written is synced within a minute, not " + syncWithin);
        }
    }

    /**
     * Returns the defaults: segments of 64 MiB, synced within 100 ms, the system's clock.
     *
     * @param folder the folder of the segments
     * @return the settings
     */
    public static AuditFileSettings of(Path folder) {
        return new AuditFileSettings(folder, 64L << 20, Duration.ofMillis(100), InstantSource.system());
    }

    /**
     * Changes the size of segments.
     *
     * @param bytes at which size a new segment begins
     * @return the changed settings
     */
    public AuditFileSettings withSegmentBytes(long bytes) {
        return new AuditFileSettings(folder, bytes, syncWithin, clock);
    }
}
