package dev.patchbay.security.key;

import dev.patchbay.security.Identities;
import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.ApiKeys;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Makes, rotates and revokes API keys. What it changed is in force when a method returns.
 *
 * <p>Threads: safe for all; every method blocks.
 */
public final class KeyRing {
    private final Database database;
    private final ApiKeys keys;
    private final KeyHash hash;
    private final Identities identities;
    private final SecureRandom random;
    private final InstantSource clock;

    /**
     * Makes the ring.
     *
     * @param database where keys are stored
     * @param hash what is stored of a key
     * @param identities who is told of changes
     * @param random where secrets come from
     * @param clock the time
     */
    public KeyRing(Database database, KeyHash hash, Identities identities, SecureRandom random, InstantSource clock) {
        this.database = database;
        this.keys = new ApiKeys(database);
        this.hash = hash;
        this.identities = identities;
        this.random = random;
        this.clock = clock;
    }

    /**
     * Makes a key.
     *
     * @param clientId whose it will be
     * @param label what people call it
     * @param expiresAt when it expires, null for never
     * @return the key, with its text
     * @throws MissingException if there is no such client
     * @throws IllegalArgumentException if it would have expired already
     */
    public IssuedKey create(String clientId, String label, @Nullable Instant expiresAt) {
        Instant now = clock.instant();
        if (expiresAt != null && !expiresAt.isAfter(now)) {
            throw new IllegalArgumentException("A key that expires at " + expiresAt + " would have expired already");
        }
        IssuedKey issued = made(clientId, label, now, expiresAt);
        keys.create(issued.key());
        identities.reload();
        return issued;
    }

    /**
     * Makes a key that takes the place of another, which stays valid for a while, so that whoever uses it can change over
     * without a gap. The new key lives as long as the old one was made for.
     *
     * @param id the key to replace
     * @param overlap how long the old one stays valid; zero ends it at once
     * @return the new key, with its text
     * @throws MissingException if there is no such key
     * @throws IllegalArgumentException if the key is revoked or has expired, or the overlap is negative
     */
    public IssuedKey rotate(String id, Duration overlap) {
        if (overlap.isNegative()) {
            throw new IllegalArgumentException("The overlap of a rotation is not negative: " + overlap);
        }
        Instant now = clock.instant();
        IssuedKey issued = database.together(() -> {
            ApiKey old = keys.find(id).orElseThrow(() -> new MissingException("key", id));
            Instant oldEnd = old.expiresAt();
            if (old.revokedAt() != null || (oldEnd != null && !oldEnd.isAfter(now))) {
                throw new IllegalArgumentException("The key " + id
                        + " is not valid any more, so there is nothing to change over from; make a new one");
            }
            Instant newEnd = oldEnd == null ? null : now.plus(Duration.between(old.createdAt(), oldEnd));
            IssuedKey replacement = made(old.clientId(), old.label(), now, newEnd);
            keys.create(replacement.key());
            Instant end = now.plus(overlap);
            if (oldEnd == null || end.isBefore(oldEnd)) {
                keys.expire(id, end);
            }
            return replacement;
        });
        identities.reload();
        identities.tellExpired();
        return issued;
    }

    /**
     * Ends a key at once.
     *
     * @param id the key
     * @throws MissingException if there is no such key
     */
    public void revoke(String id) {
        keys.revoke(id, clock.instant());
        identities.reload();
    }

    private IssuedKey made(String clientId, String label, Instant now, @Nullable Instant expiresAt) {
        KeyText text = KeyText.random(random);
        return new IssuedKey(new ApiKey(text.id(), clientId, hash.of(text.text()), label, now, expiresAt, null, null),
                text.text());
    }
}
