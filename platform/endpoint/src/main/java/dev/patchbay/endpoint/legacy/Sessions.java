package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.endpoint.list.SeenLists;
import dev.patchbay.protocol.ClientCapabilities;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;

/**
 * The sessions there are. The handshake is never refused for their number: the session that was silent longest ends
 * instead. Safe for all threads.
 */
final class Sessions {
    private static final int ID_BYTES = 24;

    private final LegacyOptions options;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, LegacySession> open = new ConcurrentHashMap<>();

    Sessions(LegacyOptions options) {
        this.options = options;
    }

    LegacySession create(Caller caller, LegacyRevision revision, ClientCapabilities capabilities,
            SeenLists seen) {
        makeRoom(options.maxSessionsPerCaller(), session -> session.caller().id().equals(caller.id()));
        makeRoom(options.maxSessions(), session -> true);
        String id = newId();
        LegacySession session = new LegacySession(id, caller, revision, capabilities, seen, options);
        open.put(id, session);
        return session;
    }

    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void makeRoom(int limit, Predicate<LegacySession> counted) {
        if (open.size() < limit || open.values().stream().filter(counted).count() < limit) {
            return;
        }
        open.values().stream().filter(counted)
                .min(Comparator.comparing(LegacySession::isBusy)
                        .thenComparingLong(session -> session.lastUsed() - System.nanoTime()))
                .ifPresent(this::end);
    }

    /** The session with this id if it belongs to the caller; to anybody else it does not exist. */
    Optional<LegacySession> find(String id, Caller caller) {
        LegacySession session = open.get(id);
        if (session == null || !session.caller().id().equals(caller.id())) {
            return Optional.empty();
        }
        session.usedBy(caller);
        return Optional.of(session);
    }

    void end(LegacySession session) {
        if (open.remove(session.id(), session)) {
            session.end();
        }
    }

    Collection<LegacySession> all() {
        return open.values();
    }

    /** Ends the sessions that were silent for too long. */
    void expire() {
        long limit = options.idle().toNanos();
        long now = System.nanoTime();
        for (LegacySession session : open.values()) {
            if (session.isBusy()) {
                session.used();
            } else if (now - session.lastUsed() > limit) {
                end(session);
            }
        }
    }
}
