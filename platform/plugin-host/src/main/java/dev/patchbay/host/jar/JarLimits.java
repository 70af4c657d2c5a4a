package dev.patchbay.host.jar;

/**
 * Bounds for a plugin JAR, against archives made to exhaust the host.
 *
 * @param maxJarBytes size of the file
 * @param maxEntries number of entries, those of its libraries included
 * @param maxUnpackedBytes sum of the unpacked sizes, those of its libraries included
 * @param maxRatio unpacked to packed size of one entry, looked at from a mebibyte on
 * @param maxDefinitionsBytes unpacked size of {@code definitions.json}
 */
public record JarLimits(long maxJarBytes, int maxEntries, long maxUnpackedBytes, int maxRatio,
        int maxDefinitionsBytes) {
    /**
     * Returns the defaults: 512 MiB packed, 2 GiB unpacked, 200,000 entries, a ratio of 200, 16 MiB of definitions.
     *
     * @return the defaults
     */
    public static JarLimits defaults() {
        return new JarLimits(512L << 20, 200_000, 2L << 30, 200, 16 << 20);
    }
}
