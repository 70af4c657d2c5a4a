package dev.patchbay.inspection.archive;

/**
 * An entry as the directory of an archive has it.
 *
 * @param name its name
 * @param offset where its own header begins
 * @param flags general purpose flags
 * @param method 0 stored, 8 deflated
 * @param crc CRC-32 of the content
 * @param packed bytes in the archive
 * @param size bytes of the content
 * @param madeBy the system that made it, in the upper byte
 * @param attributes of the file in that system
 */
record ArchiveEntry(String name, long offset, int flags, int method, long crc, long packed, long size, int madeBy,
        long attributes) {
    boolean isDirectory() {
        return name.endsWith("/");
    }

    boolean hasDescriptor() {
        return (flags & 8) != 0;
    }
}
