package dev.patchbay.admin.resource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Set;

/**
 * Files that the interface writes below the data folder. Their names are the server's, never the caller's, so that nobody
 * can have a file written elsewhere.
 */
final class ServerFiles {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    private final Path data;
    private final InstantSource clock;
    private final SecureRandom random;

    /** A file that does not exist yet, in a folder that its owner alone may read. */
    record Place(Path path) {
        OutputStream create() throws IOException {
            return Channels.newOutputStream(FileChannel.open(path,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly(path, "rw-------")));
        }
    }

    ServerFiles(Path data, InstantSource clock, SecureRandom random) {
        this.data = data;
        this.clock = clock;
        this.random = random;
    }

    Place place(String folder, String name, String ending) throws IOException {
        Path parent = data.resolve(folder);
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(parent, ownerOnly(data, "rwx------"));
        }
        return new Place(parent.resolve(name + "-" + TIME.format(clock.instant()) + "-"
                + HexFormat.of().toHexDigits((short) random.nextInt()) + ending).toAbsolutePath());
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String rights) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
