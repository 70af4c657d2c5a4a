package dev.patchbay.store;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of an embedded database: only its owner may read what is in it. */
final class EmbeddedFiles {
    private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private EmbeddedFiles() {}

    /** Creates the folder before the database does, so that its files are never readable for others. */
    static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            if (POSIX) {
                Files.setPosixFilePermissions(folder, FOLDER);
            }
        } catch (IOException e) {
            throw new BadSettingsException("the folder '" + folder + "' for the database cannot be created or is not"
                    + " ours: make it writable for the user that runs Patchbay, or name another data folder", e);
        }
    }

    static void protect(Path folder) {
        if (!POSIX) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.setPosixFilePermissions(file, FILE);
            }
        } catch (IOException e) {
            throw new BadSettingsException("the files in '" + folder + "' cannot be kept from other users", e);
        }
    }
}
