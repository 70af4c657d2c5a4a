package dev.patchbay.broker.file;

/**
 * Bounds of what a plugin does with files at once.
 *
 * @param maxBytes how much goes in one read or write
 * @param maxEntries how many entries a folder has that is listed
 */
public record FileLimits(int maxBytes, int maxEntries) {
    /** 10 MiB and 10,000 entries. */
    public static final FileLimits STANDARD = new FileLimits(10 * 1024 * 1024, 10_000);
}
