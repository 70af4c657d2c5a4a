package dev.patchbay.vault;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The value of a secret: text, which never prints. {@link #close} wipes it. Equal to nothing but itself, so that comparing
 * tells nothing about it.
 *
 * <p>Threads: safe for all until it is closed.
 */
public final class SecretValue implements AutoCloseable {
    /** How long a value is at most, in bytes of UTF-8. */
    public static final int MAX_BYTES = 64 * 1024;

    private static final int MOST_BYTES_OF_A_CHAR = 3;

    private final byte[] utf8;

    private SecretValue(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * Takes a text.
     *
     * @param text the value; may be wiped afterwards
     * @return the value
     * @throws IllegalArgumentException if it is empty, longer than {@link #MAX_BYTES} or not well-formed; the message does
     *         not repeat it
     */
    public static SecretValue of(CharSequence text) {
        byte[] encoded = new byte[text.length() * MOST_BYTES_OF_A_CHAR];
        ByteBuffer out = ByteBuffer.wrap(encoded);
        try {
            CoderResult result = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), out, true);
            if (!result.isUnderflow()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("The value of a secret must be well-formed Unicode text", e);
        }
        byte[] bytes = Arrays.copyOf(encoded, out.position());
        Arrays.fill(encoded, (byte) 0);
        if (bytes.length == 0) {
            throw new IllegalArgumentException("The value of a secret must not be empty");
        }
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "The value of a secret has " + bytes.length + " bytes; at most " + MAX_BYTES
                            + " can be kept");
        }
        return new SecretValue(bytes);
    }

    /** Takes over bytes that the vault sealed once. */
    static SecretValue ofBytes(byte[] utf8) {
        return new SecretValue(utf8);
    }

    /** The bytes themselves, for the vault. */
    byte[] bytes() {
        return utf8;
    }

    /**
     * Returns the value as text. A text cannot be wiped: ask for it where it is needed, and keep it no longer.
     *
     * @return the text
     */
    public String reveal() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /** Wipes the value. */
    @Override
    public void close() {
        Arrays.fill(utf8, (byte) 0);
    }

    /** Returns three asterisks, whatever the value. */
    @Override
    public String toString() {
        return "***";
    }
}
