package dev.patchbay.security.key;

import dev.patchbay.security.KeyFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns an API key into what is stored of it: HMAC-SHA-256 under a secret of the installation that is not in the
 * database, so that a stolen database proves no key. A key has 256 random bits, so no slow hash is needed. Safe for all
 * threads.
 */
public final class KeyHash {
    private static final String ALGORITHM = "HmacSHA256";

    /** Looking an algorithm up and preparing it costs more than the code itself. */
    private final ThreadLocal<Mac> macs;

    private KeyHash(byte[] secret) {
        SecretKeySpec key = new SecretKeySpec(secret, ALGORITHM);
        this.macs = ThreadLocal.withInitial(() -> mac(key));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /**
     * Reads the secret of an installation, or makes it at the first start.
     *
     * @param file where it is kept, such as {@code data/api-keys.key}
     * @param random where a new one comes from
     * @return the hash
     * @throws IOException if the file cannot be read or written, or holds no secret
     */
    public static KeyHash load(Path file, SecureRandom random) throws IOException {
        return new KeyHash(KeyFile.load(file, random, "all API keys then stop working"));
    }

    /**
     * Makes a hash that lives as long as the process.
     *
     * @param random where its secret comes from
     * @return the hash
     */
    public static KeyHash random(SecureRandom random) {
        byte[] secret = new byte[KeyFile.BYTES];
        random.nextBytes(secret);
        return new KeyHash(secret);
    }

    byte[] of(String text) {
        return macs.get().doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
