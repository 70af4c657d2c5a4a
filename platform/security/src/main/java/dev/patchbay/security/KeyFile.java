package dev.patchbay.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A secret of an installation: 256 bits, made once and kept in its data folder in a file only its owner may read. */
public final class KeyFile {
    /** How long a secret is, in bytes. */
    public static final int BYTES = 32;

    private KeyFile() {}

    /**
     * Reads a secret, or makes it at the first start.
     *
     * @param file where it is kept, such as {@code data/api-keys.key}
     * @param random where a new one comes from
     * @param loss what stops working when the file is deleted, for the message that proposes it
     * @return the secret
     * @throws IOException if the file cannot be read or written, or holds no secret
     */
    public static byte[] load(Path file, SecureRandom random, String loss) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            write(file, HexFormat.of().formatHex(bytes));
        }
        String text = Files.readString(file).strip();
        try {
            byte[] bytes = HexFormat.of().parseHex(text);
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw notAKey(file, loss, e);
        }
        throw notAKey(file, loss, null);
    }

    private static IOException notAKey(Path file, String loss, @Nullable Throwable cause) {
        return new IOException(file + " holds no key of 64 hexadecimal digits; delete it to get a new one (" + loss
                + ")", cause);
    }

    /** On the disk before it has its name, so that a crash leaves the whole key or none. */
    private static void write(Path file, String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[]{
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        try (FileChannel channel = FileChannel.open(draft,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
            ByteBuffer bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
