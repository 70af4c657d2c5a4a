package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A person who administers the installation. Equal when all parts are, also the bytes; the text form leaves out what is
 * secret. The time is kept to the microsecond.
 *
 * @param name names the administrator, chosen by people
 * @param passwordHash the hash with its parameters, as text; empty: cannot log in by password
 * @param totpSecret the second factor's secret, at most 700 bytes; empty: none
 * @param role what the administrator may
 * @param disabled whether every action is refused
 * @param createdAt when it was created
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record Administrator(String name, String passwordHash, byte[] totpSecret, AdminRole role,
        boolean disabled, Instant createdAt) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public Administrator {
        StoredText.name("administrator", name);
        StoredText.text("the hash of the password of " + name, passwordHash, StoredText.MAX_DESCRIPTION);
        if (totpSecret.length > 700) {
            throw new IllegalArgumentException("the second factor's secret of " + name + " has " + totpSecret.length
                    + " bytes: use at most 700");
        }
        totpSecret = totpSecret.clone();
        createdAt = Columns.kept(createdAt);
    }

    /** Returns a copy of the second factor's secret; empty: none. */
    @Override
    public byte[] totpSecret() {
        return totpSecret.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Administrator one && name.equals(one.name) && passwordHash.equals(one.passwordHash)
                && Arrays.equals(totpSecret, one.totpSecret) && role == one.role && disabled == one.disabled
                && createdAt.equals(one.createdAt);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "administrator " + name + " (" + role + (disabled ? ", disabled)" : ")");
    }
}
