package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A secret as the store has it. Equal when all parts are, also the bytes; the text form leaves them out. The time is kept
 * to the microsecond.
 *
 * @param name names the secret
 * @param version 1 for the first value under this name, one more for each later one
 * @param ciphertext what only the vault can read, 1 byte to 100 KB
 * @param setBy which administrator gave it this value
 * @param setAt when
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record SealedSecret(String name, long version, byte[] ciphertext, String setBy, Instant setAt) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public SealedSecret {
        StoredText.name("secret", name);
        if (ciphertext.length == 0 || ciphertext.length > 100_000) {
            throw new IllegalArgumentException("the secret " + name + " has " + ciphertext.length
                    + " bytes when it is sealed: at most 100000 can be kept");
        }
        ciphertext = ciphertext.clone();
        StoredText.filled("who set the secret " + name, setBy, 200);
        setAt = Columns.kept(setAt);
    }

    /** Returns a copy of what only the vault can read. */
    @Override
    public byte[] ciphertext() {
        return ciphertext.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SealedSecret one && name.equals(one.name) && version == one.version
                && Arrays.equals(ciphertext, one.ciphertext) && setBy.equals(one.setBy) && setAt.equals(one.setAt);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "secret " + name + " (version " + version + ")";
    }
}
