package dev.patchbay.security.key;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The text of an API key: {@code pb_<id>.<secret>}, the id for people and look-ups, the secret 256 random bits.
 *
 * @param id names the key; no secret
 * @param text the whole key
 */
record KeyText(String id, String text) {
    static final String PREFIX = "pb_";
    private static final int ID_LENGTH = 12;
    private static final int SECRET_BYTES = 32;
    private static final int SECRET_LENGTH = 43;
    /** Nothing that is mistaken for something else when read aloud; 32 of them, so that none is likelier. */
    private static final String ID_ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789";

    static KeyText random(SecureRandom random) {
        StringBuilder id = new StringBuilder(ID_LENGTH);
        for (int i = 0; i < ID_LENGTH; i++) {
            id.append(ID_ALPHABET.charAt(random.nextInt(ID_ALPHABET.length())));
        }
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return new KeyText(id.toString(),
                PREFIX + id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** The id of a text that could be a key; whether it is one only its secret tells. */
    static Optional<String> id(String text) {
        int dot = text.indexOf('.');
        if (!text.startsWith(PREFIX) || dot != PREFIX.length() + ID_LENGTH
                || text.length() != dot + 1 + SECRET_LENGTH) {
            return Optional.empty();
        }
        return Optional.of(text.substring(PREFIX.length(), dot));
    }

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return PREFIX + id + ".***";
    }
}
