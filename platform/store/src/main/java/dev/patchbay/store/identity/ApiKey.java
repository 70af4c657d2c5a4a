package dev.patchbay.store.identity;

import dev.patchbay.store.Columns;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key of a client: all that is known of its secret is a message authentication code. Equal when all parts are, also the
 * code; the text form leaves the code out. Times are kept to the microsecond.
 *
 * @param id the part before the dot
 * @param clientId whose key it is
 * @param hmac the code of the secret, 1 to 96 bytes
 * @param label what people call it
 * @param createdAt when it was made
 * @param expiresAt from when it is refused; null: never
 * @param revokedAt when it was revoked; null: it was not
 * @param lastUsedAt when it was used last, as far as that was written; null: never
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by content
public record ApiKey(String id, String clientId, byte[] hmac, String label, Instant createdAt,
        @Nullable Instant expiresAt, @Nullable Instant revokedAt, @Nullable Instant lastUsedAt) {
    /**
     * Checks and copies.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public ApiKey {
        StoredText.filled("the id of a key", id, 64);
        StoredText.name("client", clientId);
        StoredText.text("the label of key " + id, label, StoredText.MAX_DESCRIPTION);
        if (hmac.length == 0 || hmac.length > 96) {
            throw new IllegalArgumentException("the code of key " + id + " has " + hmac.length + " bytes: use 1 to 96");
        }
        hmac = hmac.clone();
        createdAt = Columns.kept(createdAt);
        expiresAt = Columns.keptIfAny(expiresAt);
        revokedAt = Columns.keptIfAny(revokedAt);
        lastUsedAt = Columns.keptIfAny(lastUsedAt);
    }

    /** Returns a copy of the code. */
    @Override
    public byte[] hmac() {
        return hmac.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiKey key && id.equals(key.id) && clientId.equals(key.clientId)
                && Arrays.equals(hmac, key.hmac) && label.equals(key.label) && createdAt.equals(key.createdAt)
                && Objects.equals(expiresAt, key.expiresAt) && Objects.equals(revokedAt, key.revokedAt)
                && Objects.equals(lastUsedAt, key.lastUsedAt);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "key " + id + " of " + clientId;
    }
}
