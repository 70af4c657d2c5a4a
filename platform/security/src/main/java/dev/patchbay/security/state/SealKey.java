package dev.patchbay.security.state;

import dev.patchbay.security.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The secret that seals states: 256 bits, made once for an installation and kept in its data folder. */
public final class SealKey {
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
        byte[] bytes = new byte[KeyFile.BYTES];
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
        return new SealKey(KeyFile.load(file, random, "calls that wait for an answer then start over"));
    }

    SecretKey secret() {
        return secret;
    }
}
