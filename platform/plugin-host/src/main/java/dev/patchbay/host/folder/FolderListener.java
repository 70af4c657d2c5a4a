package dev.patchbay.host.folder;

import java.nio.file.Path;

/** Is told of the plugins folder, by one thread; it must not block long. */
public interface FolderListener {
    /**
     * A file came or changes; it may still be being copied.
     *
     * @param file the file
     */
    void arriving(Path file);

    /**
     * A file is new or changed and has settled.
     *
     * @param file the file
     * @param stamp what it was like
     */
    void settled(Path file, FileStamp stamp);

    /**
     * A file is gone.
     *
     * @param file the file
     */
    void removed(Path file);

    /** A look at the folder is done, all changes up to it were told. */
    void looked();
}
