package dev.patchbay.host.folder;

import java.time.Duration;

/**
 * How the folder is watched.
 *
 * @param interval how often it is looked at, where the file system does not tell of changes
 * @param settle how long a file must not change before it is read
 * @param patience how long a file that is no whole JAR must not change before it is called broken
 * @param removalGrace how long a file must be away before it counts as removed
 */
public record FolderTiming(Duration interval, Duration settle, Duration patience, Duration removalGrace) {
    /**
     * Returns the defaults: every 250 ms, 300 ms, 1500 ms, 1 s.
     *
     * @return the defaults
     */
    public static FolderTiming defaults() {
        return new FolderTiming(Duration.ofMillis(250), Duration.ofMillis(300), Duration.ofMillis(1500),
                Duration.ofSeconds(1));
    }
}
