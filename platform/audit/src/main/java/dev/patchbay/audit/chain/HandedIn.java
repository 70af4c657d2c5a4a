package dev.patchbay.audit.chain;

/** A record that was handed in and that somebody waits for later: {@link AuditFile#await(HandedIn)}. Immutable. */
public final class HandedIn {
    private final Pending pending;

    HandedIn(Pending pending) {
        this.pending = pending;
    }

    Pending pending() {
        return pending;
    }
}
