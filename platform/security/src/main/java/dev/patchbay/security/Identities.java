package dev.patchbay.security;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may be known by what, now. Whoever has changed clients, keys, links or mappings calls {@link #reload}; what ended
 * by that is told to {@link CredentialEvents}.
 *
 * <p>Threads: safe for all. {@link #current} and {@link #renewed} never block, {@link #reload} does.
 */
public final class Identities {
    private final Supplier<IdentityData> source;
    private final CredentialEvents events;
    private final InstantSource clock;
    private final Object reloading = new Object();
    private volatile IdentityDirectory current;
    private Instant toldUntil;

    /**
     * Reads what is stored.
     *
     * @param source reads it; may block
     * @param events who is told what ends
     * @param clock the time
     */
    public Identities(Supplier<IdentityData> source, CredentialEvents events, InstantSource clock) {
        this.source = source;
        this.events = events;
        this.clock = clock;
        this.toldUntil = clock.instant();
        this.current = new IdentityDirectory(source.get());
    }

    /**
     * Returns what is known now.
     *
     * @return the directory; another one after each reload
     */
    public IdentityDirectory current() {
        return current;
    }

    /**
     * Returns who is told what ends.
     *
     * @return the events
     */
    public CredentialEvents events() {
        return events;
    }

    /** Reads what is stored again. A request that begins after the return sees it. Blocks. */
    public void reload() {
        synchronized (reloading) {
            IdentityDirectory before = current;
            IdentityDirectory after = new IdentityDirectory(source.get());
            current = after;
            after.tellWhatEndedSince(before, toldUntil, events);
        }
    }

    /**
     * Returns a caller as it is known now: for what stays open for longer than a request.
     *
     * @param caller the caller as it was known
     * @return the caller with the roles of now; empty if it would not be let in any more
     */
    public Optional<ClientIdentity> renewed(ClientIdentity caller) {
        return current.renewed(caller, clock.instant());
    }

    /** Tells which keys have expired since it was asked last. To be called about once a second; does not block. */
    public void tellExpired() {
        synchronized (reloading) {
            Instant now = clock.instant();
            if (now.isAfter(toldUntil)) {
                current.tellWhatExpired(toldUntil, now, events);
                toldUntil = now;
            }
        }
    }
}
