package dev.patchbay.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** Folders and files that only their owner may read. */
final class PrivateFiles {
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Creates a folder with those above it, as far as they do not exist. */
    static void createFolders(Path folder) throws IOException {
        if (POSIX) {
            Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        } else {
            Files.createDirectories(folder);
        }
    }

    /** Checks that so many bytes fit on the disk of a folder. */
    static void checkSpace(Path folder, String what, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (bytes > free) {
            throw new IOException("its part '" + what + "' needs " + bytes + " bytes, and '" + folder + "' has " + free
                    + " left");
        }
    }

    /** Sees to it that what was renamed in a folder is so also after the power failed. */
    static void force(Path folder) throws IOException {
        if (POSIX) {
            try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
                opened.force(true);
            }
        }
    }

    /** Creates a database's folder before the database does, so that its files are never readable for others. */
    static void prepareForDatabase(Path folder) {
        try {
            createFolders(folder);
            if (POSIX) {
                Files.setPosixFilePermissions(folder, FOLDER);
            }
        } catch (IOException e) {
            throw new BadSettingsException("the folder '" + folder + "' for the database cannot be created or is not"
                    + " ours: make it writable for the user that runs Patchbay, or name another data folder", e);
        }
    }

    /** Lets only its owner read a file. */
    static void protect(Path file) throws IOException {
        if (POSIX) {
            Files.setPosixFilePermissions(file, FILE);
        }
    }

    /** Lets only its owner read what a database has put into its folder. */
    static void protectDatabase(Path folder) {
        if (!POSIX) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                protect(file);
            }
        } catch (IOException e) {
            throw new BadSettingsException("the files in '" + folder + "' cannot be kept from other users", e);
        }
    }
}
