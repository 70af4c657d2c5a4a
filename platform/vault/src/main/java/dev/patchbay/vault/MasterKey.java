package dev.patchbay.vault;

import com.google.crypto.tink.subtle.AesGcmJce;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A master key: 256 random bits, written as Base64. It seals the keys of the vault and nothing else. {@link #close} wipes
 * it.
 */
final class MasterKey implements AutoCloseable {
    static final int BYTES = 32;
    private static final int FINGERPRINT_BYTES = 6;
    private static final int LEAST_DIFFERENT = 8;
    private static final byte[] SEALED_FOR = "patchbay vault keyset 1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAMED_BY = "patchbay vault master key".getBytes(StandardCharsets.US_ASCII);

    private final byte[] key;

    private MasterKey(byte[] key) {
        this.key = key;
    }

    static MasterKey random(SecureRandom random) {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        return new MasterKey(key);
    }

    /**
     * Reads a key.
     *
     * @param text what stands where the key is kept; wiped
     * @param where that is, for messages, which hold nothing of the text
     */
    static MasterKey parse(byte[] text, String where) {
        byte[] stripped = stripped(text);
        Arrays.fill(text, (byte) 0);
        if (stripped.length == 0) {
            throw new MasterKeyException(
                    "There is no master key: " + where + " is empty. Put the key of this vault there"
                            + "; a new one is made with: openssl rand -base64 32");
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(stripped);
        } catch (IllegalArgumentException e) {
            throw new MasterKeyException("What stands in " + where + " is no master key: that is 32 random bytes in"
                    + " Base64, 44 characters"); // without the cause, which names characters
        } finally {
            Arrays.fill(stripped, (byte) 0);
        }
        if (key.length != BYTES) {
            throw new MasterKeyException(
                    "The master key in " + where + " has " + key.length + " bytes instead of " + BYTES
                            + ": it was cut off, or it is no key. A key is 44 characters of Base64");
        }
        if (differentBytes(key) < LEAST_DIFFERENT) {
            throw new MasterKeyException("What stands in " + where
                    + " is no random key. Make one with: openssl rand -base64 32");
        }
        return new MasterKey(key);
    }

    private static byte[] stripped(byte[] text) {
        int from = 0;
        int to = text.length;
        while (from < to && text[from] <= ' ' && text[from] >= 0) {
            from++;
        }
        while (to > from && text[to - 1] <= ' ' && text[to - 1] >= 0) {
            to--;
        }
        return Arrays.copyOfRange(text, from, to);
    }

    private static long differentBytes(byte[] key) {
        boolean[] seen = new boolean[256];
        int different = 0;
        for (byte one : key) {
            if (!seen[one & 0xff]) {
                seen[one & 0xff] = true;
                different++;
            }
        }
        return different;
    }

    /** What tells one key from another and gives nothing of it away. */
    String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(NAMED_BY);
            return HexFormat.of().formatHex(digest.digest(key), 0, FINGERPRINT_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    byte[] sealed(byte[] keyset) {
        try {
            return new AesGcmJce(key).encrypt(keyset, SEALED_FOR);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    byte[] opened(byte[] sealed) throws GeneralSecurityException {
        return new AesGcmJce(key).decrypt(sealed, SEALED_FOR);
    }

    /** The key as it is written down; to be wiped. */
    byte[] text() {
        return Base64.getEncoder().encode(key);
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public String toString() {
        return "master key " + fingerprint();
    }
}
