package dev.patchbay.store.state;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.StoredText;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Nonces that are used up, each once in the whole installation, also over a restart and on several nodes.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class UsedNonces {
    private static final int PRUNE_EVERY = 100;

    private final AtomicLong uses = new AtomicLong();
    private final Database database;
    private final InstantSource clock;

    /**
     * Creates the repository on a database.
     *
     * @param database where the nonces are kept
     * @param clock tells which of them are expired
     */
    public UsedNonces(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Uses a nonce up. Expired ones are forgotten now and then.
     *
     * @param nonce the nonce, at most 200 characters of ASCII
     * @param expiresAt until when it must be remembered
     * @return whether it was not used before
     * @throws IllegalArgumentException if the nonce cannot be kept
     */
    public boolean use(String nonce, Instant expiresAt) {
        StoredText.filled("a nonce", nonce, 200);
        if (uses.incrementAndGet() % PRUNE_EVERY == 0) {
            prune();
        }
        try {
            return database.write("nonce", nonce, handle -> handle
                    .createUpdate("INSERT INTO used_nonce (nonce, expires_at) VALUES (:nonce, :expiresAt)")
                    .bind("nonce", nonce).bind("expiresAt", Columns.time(expiresAt)).execute()) > 0;
        } catch (DuplicateException e) {
            return false;
        }
    }

    /** Forgets expired nonces; tells how many. */
    public int prune() {
        return database.write("nonce", "", handle -> handle
                .createUpdate("DELETE FROM used_nonce WHERE expires_at < :now")
                .bind("now", Columns.time(clock.instant())).execute());
    }
}
