package dev.patchbay.security.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** The secret that seals states: 256 bits, made once for an installation and kept in its data folder. */
public final class SealKey {
    private static final int BYTES = 32;

    private final SecretKey secret;

    private SealKey(byte[] bytes) {
        this.secret = new SecretKeySpec(bytes, "AES");
    }

    /**
     * Makes a key that lives as long as the process.
     *
     * @param random where it comes from
     * @return the key
     */
    public static SealKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SealKey(bytes);
    }

    /**
     * Reads the key of an installation, or makes it at the first start. Only the owner may read the file.
     *
     * @param file where it is kept, such as {@code data/request-state.key}
     * @param random where a new one comes from
     * @return the key
     * @throws IOException if the file cannot be read or written, or holds no key
     */
    public static SealKey load(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            write(file, HexFormat.of().formatHex(bytes));
        }
        String text = Files.readString(file).strip();
        try {
            byte[] bytes = HexFormat.of().parseHex(text);
            if (bytes.length == BYTES) {
                return new SealKey(bytes);
            }
        } catch (IllegalArgumentException e) {
            throw notAKey(file, e);
        }
        throw notAKey(file, null);
    }

    private static IOException notAKey(Path file, @Nullable Throwable cause) {
        return new IOException(file + " holds no key of 64 hexadecimal digits; delete it to get a new one"
                + " (calls that wait for an answer then start over)", cause);
    }

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
        Files.createFile(draft, ownerOnly);
        Files.writeString(draft, text + "\n");
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            Files.delete(draft); // another process was first, its key is the key
        }
    }

    SecretKey secret() {
        return secret;
    }
}
