package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the vault's secrets, sealed under the master key. Equal when all parts are, also the bytes; the text form
 * leaves them out. The time is kept to the microsecond.
 *
 * @param sealed the keys as nobody can read them, 1 byte to 700 KB
 * @param masterKey the fingerprint of the master key, which tells one from another
 * @param generation grows by one with every change
 * @param changedAt when it was changed last
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record SealedKeyset(byte[] sealed, String masterKey, long generation, Instant changedAt) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public SealedKeyset {
        if (sealed.length == 0 || sealed.length > 700_000) {
            throw new IllegalArgumentException("the keys of the vault have " + sealed.length
                    + " bytes: at most 700000 can be kept");
        }
        sealed = sealed.clone();
        StoredText.filled("the fingerprint of the master key", masterKey, 64);
        changedAt = Columns.kept(changedAt);
    }

    /** Returns a copy of the sealed keys. */
    @Override
    public byte[] sealed() {
        return sealed.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SealedKeyset one && Arrays.equals(sealed, one.sealed)
                && masterKey.equals(one.masterKey) && generation == one.generation && changedAt.equals(one.changedAt);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(generation);
    }

    @Override
    public String toString() {
        return "keys of the vault (generation " + generation + ", under master key " + masterKey + ")";
    }
}
