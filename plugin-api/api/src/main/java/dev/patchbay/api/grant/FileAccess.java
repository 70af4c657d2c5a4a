package dev.patchbay.api.grant;

import dev.patchbay.api.Stable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Files in the folders that are granted with {@code paths}. Implemented by the host.
 *
 * <p>Paths are absolute and written without {@code .} and {@code ..}; nothing in them is decoded. A symbolic link is
 * never followed, wherever it stands behind the granted folder; only plain files are read and written. At most 10 MiB go
 * in one read or write, at most 10,000 entries in one list.
 *
 * <p>Threads: any; calls block on the disk. Two writers of one file must agree among themselves.
 */
@Stable
public interface FileAccess {
    /**
     * Reads a whole file.
     *
     * @param path where it is
     * @return its bytes
     * @throws IOException if there is no such plain file, or it has more than 10 MiB
     * @throws NotGrantedException if it is in no granted folder
     */
    byte[] read(String path) throws IOException;

    /**
     * Reads a part of a file.
     *
     * @param path where it is
     * @param offset the first byte
     * @param length how many bytes at most, up to 10 MiB
     * @return the bytes, fewer at the end of the file
     * @throws IOException if there is no such plain file
     * @throws NotGrantedException if it is in no granted folder
     */
    byte[] read(String path, long offset, int length) throws IOException;

    /**
     * Reads a whole file as text in UTF-8.
     *
     * @param path where it is
     * @return its text
     * @throws IOException if there is no such plain file, or it has more than 10 MiB
     * @throws NotGrantedException if it is in no granted folder
     */
    String readText(String path) throws IOException;

    /**
     * Writes a file, in place of what was in it.
     *
     * @param path where it is; its folder must be there
     * @param bytes the bytes, up to 10 MiB
     * @throws IOException if it cannot be written, or is no plain file
     * @throws NotGrantedException if it is in no folder that is granted for writing
     */
    void write(String path, byte[] bytes) throws IOException;

    /**
     * Writes a text in UTF-8, in place of what was in the file.
     *
     * @param path where it is; its folder must be there
     * @param text the text, up to 10 MiB
     * @throws IOException if it cannot be written, or is no plain file
     * @throws NotGrantedException if it is in no folder that is granted for writing
     */
    void writeText(String path, String text) throws IOException;

    /**
     * Writes behind the end of a file, which is made if it is not there.
     *
     * @param path where it is; its folder must be there
     * @param bytes the bytes, up to 10 MiB
     * @throws IOException if it cannot be written, or is no plain file
     * @throws NotGrantedException if it is in no folder that is granted for writing
     */
    void append(String path, byte[] bytes) throws IOException;

    /**
     * Lists a folder.
     *
     * @param folder where it is
     * @return its entries by name
     * @throws IOException if there is no such folder, or it has more than 10,000 entries
     * @throws NotGrantedException if it is in no granted folder
     */
    List<FileEntry> list(String folder) throws IOException;

    /**
     * Looks at a file or a folder.
     *
     * @param path where it is
     * @return what it is, if it is there
     * @throws IOException if that cannot be known
     * @throws NotGrantedException if it is in no granted folder
     */
    Optional<FileEntry> find(String path) throws IOException;

    /**
     * Makes a folder, unless it is there.
     *
     * @param path where; the folder above must be there
     * @throws IOException if it cannot be made
     * @throws NotGrantedException if it is in no folder that is granted for writing
     */
    void makeFolder(String path) throws IOException;

    /**
     * Deletes a file or an empty folder.
     *
     * @param path where it is; not the granted folder itself
     * @return whether it was there
     * @throws IOException if it cannot be deleted
     * @throws NotGrantedException if it is in no folder that is granted for writing
     */
    boolean delete(String path) throws IOException;
}
