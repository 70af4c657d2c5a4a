package dev.patchbay.admin;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a backup of a running installation. Implemented where the server is put together. */
@FunctionalInterface
public interface BackupDesk {
    /**
     * Writes a backup. Blocks.
     *
     * @param file does not exist yet; its owner alone may read it
     * @throws IOException if it cannot be written
     */
    void write(Path file) throws IOException;
}
