package dev.patchbay.api.grant;

import dev.patchbay.api.Stable;
import java.time.Instant;

/**
 * A file or a folder.
 *
 * @param path where it is
 * @param kind what it is
 * @param size in bytes; 0 for what is no file
 * @param modified when it was changed last
 */
@Stable
public record FileEntry(String path, Kind kind, long size, Instant modified) {
    /** What it is. */
    @Stable
    public enum Kind {
        /** A plain file. */
        FILE,
        /** A folder. */
        FOLDER,
        /** A link or a device, which is not opened. */
        OTHER
    }
}
