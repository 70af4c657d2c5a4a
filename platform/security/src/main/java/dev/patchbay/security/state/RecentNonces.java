package dev.patchbay.security.state;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** Remembers which states were used up until they expire, in bounded memory. Safe for all threads. */
final class RecentNonces implements Nonces {
    private final Map<String, Instant> expiries = new HashMap<>();
    private final int capacity;
    private final InstantSource clock;

    RecentNonces(int capacity, InstantSource clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    @Override
    public synchronized boolean use(String nonce, Instant expires) {
        if (expiries.containsKey(nonce)) {
            return false;
        }
        if (expiries.size() >= capacity) {
            Instant now = clock.instant();
            expiries.values().removeIf(expiry -> expiry.isBefore(now));
            if (expiries.size() >= capacity) {
                return false;
            }
        }
        expiries.put(nonce, expires);
        return true;
    }
}
