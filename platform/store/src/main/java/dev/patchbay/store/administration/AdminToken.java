package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A token of an administrator: all that is known of its secret is a message authentication code. Equal when all parts
 * are, also the code; the text form leaves the code out. Times are kept to the microsecond.
 *
 * @param id names the token
 * @param administrator whose token it is
 * @param hmac the code of the secret, 1 to 96 bytes
 * @param createdAt when it was made
 * @param expiresAt from when it is refused
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record AdminToken(String id, String administrator, byte[] hmac, Instant createdAt, Instant expiresAt) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public AdminToken {
        StoredText.filled("the id of a token", id, 64);
        StoredText.name("administrator", administrator);
        if (hmac.length == 0 || hmac.length > 96) {
            throw new IllegalArgumentException("the code of token " + id + " has " + hmac.length
                    + " bytes: use 1 to 96");
        }
        hmac = hmac.clone();
        createdAt = Columns.kept(createdAt);
        expiresAt = Columns.kept(expiresAt);
    }

    /** Returns a copy of the code. */
    @Override
    public byte[] hmac() {
        return hmac.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AdminToken token && id.equals(token.id) && administrator.equals(token.administrator)
                && Arrays.equals(hmac, token.hmac) && createdAt.equals(token.createdAt)
                && expiresAt.equals(token.expiresAt);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "token " + id + " of " + administrator;
    }
}
