package dev.patchbay.audit.redaction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret under which arguments are hashed, so that a short value cannot be guessed from its hash. 256 bits, made once
 * for an installation.
 *
 * <p>Threads: any.
 */
public final class AuditKey {
    private static final int BYTES = 32;
    private static final int HASH_BYTES = 16;

    private final ThreadLocal<Mac> macs;

    private AuditKey(byte[] bytes) {
        this.macs = ThreadLocal.withInitial(() -> mac(bytes));
    }

    private static Mac mac(byte[] bytes) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }

    /**
     * Makes a key that lives as long as the process.
     *
     * @param random where it comes from
     * @return the key
     */
    public static AuditKey random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new AuditKey(bytes);
    }

    /**
     * Reads the key of an installation, or makes it at the first start. Only the owner may read the file.
     *
     * @param file where it is kept, such as {@code data/audit.key}
     * @param random where a new one comes from
     * @return the key
     * @throws IOException if the file cannot be read or written, or holds no key
     */
    public static AuditKey load(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            write(file, HexFormat.of().formatHex(bytes));
        }
        String text = Files.readString(file).strip();
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IOException(file + " holds no key of 64 hexadecimal digits; delete it to get a new one"
                    + " (hashes of arguments then cannot be compared with older ones)");
        }
        return new AuditKey(HexFormat.of().parseHex(text));
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

    /**
     * Returns the hash of a text.
     *
     * @param text any text
     * @return the first 128 bits of its HMAC-SHA-256, in hexadecimal
     */
    public String hash(String text) {
        byte[] hash = macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
    }
}
