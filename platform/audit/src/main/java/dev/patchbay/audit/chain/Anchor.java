package dev.patchbay.audit.chain;

import java.util.regex.Pattern;

/**
 * A record of the chain and its hash, and so everything before it. Kept elsewhere, it shows later that the file was cut
 * off or written anew. As text {@code seq:hash}.
 *
 * @param seq the number of the record, from 1; 0 names the beginning
 * @param hash its hash, 64 lower-case hexadecimal digits
 */
public record Anchor(long seq, String hash) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}"); // first: the next one is checked by it

    /** Where the chain begins, before the first record. */
    public static final Anchor BEGINNING = new Anchor(0, "0".repeat(Line.HASH_DIGITS));

    /**
     * Checks the hash.
     *
     * @throws IllegalArgumentException if the number is negative or the hash is no SHA-256 in hexadecimal
     */
    public Anchor {
        if (seq < 0 || !HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException(
                    "An anchor is a number and 64 hexadecimal digits, such as 17:9f86…, not " + seq + ":" + hash);
        }
    }

    /**
     * Reads an anchor.
     *
     * @param text {@code seq:hash}
     * @return the anchor
     * @throws IllegalArgumentException if it is none
     */
    public static Anchor parse(String text) {
        int colon = text.indexOf(':');
        try {
            return new Anchor(Long.parseLong(text, 0, Math.max(colon, 0), 10), text.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("An anchor is written seq:hash, such as 17:9f86…, not " + text, e);
        }
    }

    @Override
    public String toString() {
        return seq + ":" + hash;
    }
}
