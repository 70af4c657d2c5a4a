package dev.patchbay.host.folder;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells that a file was changed or replaced.
 *
 * @param size its size in bytes
 * @param modified when it was written last
 * @param key what names it in the file system, its text form; the empty string where there is none
 */
public record FileStamp(long size, FileTime modified, String key) {
    static FileStamp of(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return new FileStamp(attributes.size(), attributes.lastModifiedTime(), key == null ? "" : key.toString());
    }
}
