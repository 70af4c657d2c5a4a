package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The sessions there are. The handshake is never refused for their number: the session that was silent longest ends
 * instead. Safe for all threads; how long anything takes does not depend on how many sessions there are, except for
 * {@link #all} and {@link #expire}.
 */
final class Sessions {
    private static final int ID_BYTES = 24;
    /** How many sessions that are in use are passed over for one that is not. */
    private static final int PASSED_OVER = 32;

    private final LegacyOptions options;
    private final SecureRandom random = new SecureRandom();
    /** Those silent longest come first; guarded by itself, as is the other map. */
    private final Map<String, LegacySession> open = byUse();
    private final Map<String, Map<String, LegacySession>> ofCaller = new HashMap<>();
    private final KeptEvents kept;

    Sessions(LegacyOptions options) {
        this.options = options;
        this.kept = new KeptEvents(options.maxKeptBytes(), options.maxKeptBytesPerCaller());
    }

    private static Map<String, LegacySession> byUse() {
        return new LinkedHashMap<>(16, 0.75f, true);
    }

    /** What all of them keep of their streams. */
    KeptEvents kept() {
        return kept;
    }

    String newId() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Adds a session, for which others may have to end. */
    void add(LegacySession session) {
        List<LegacySession> tooMany = new ArrayList<>();
        synchronized (open) {
            Map<String, LegacySession> own = ofCaller.computeIfAbsent(session.caller().id(), caller -> byUse());
            if (own.size() >= options.maxSessionsPerCaller()) {
                tooMany.add(removeSilent(own));
            }
            if (open.size() >= options.maxSessions()) {
                tooMany.add(removeSilent(open));
            }
            open.put(session.id(), session);
            ofCaller.computeIfAbsent(session.caller().id(), caller -> byUse()).put(session.id(), session);
        }
        tooMany.forEach(LegacySession::end);
    }

    /** The session that was silent longest, of those that nothing holds on to if there is one near. */
    private LegacySession removeSilent(Map<String, LegacySession> among) {
        List<LegacySession> busy = new ArrayList<>();
        LegacySession silent = null;
        for (LegacySession session : among.values()) {
            if (!session.isBusy()) {
                silent = session;
                break;
            }
            busy.add(session);
            if (busy.size() == PASSED_OVER) {
                break;
            }
        }
        LegacySession chosen = silent == null ? busy.removeFirst() : silent;
        busy.forEach(this::touch);
        remove(chosen);
        return chosen;
    }

    private void touch(LegacySession session) {
        var _ = open.get(session.id());
        var _ = Objects.requireNonNull(ofCaller.get(session.caller().id())).get(session.id());
    }

    private boolean remove(LegacySession session) {
        if (!open.remove(session.id(), session)) {
            return false;
        }
        ofCaller.computeIfPresent(session.caller().id(), (caller, own) -> {
            own.remove(session.id());
            return own.isEmpty() ? null : own;
        });
        return true;
    }

    /** The session with this id if it belongs to the caller; to anybody else it does not exist. */
    Optional<LegacySession> find(String id, Caller caller) {
        LegacySession session;
        synchronized (open) {
            Map<String, LegacySession> own = ofCaller.get(caller.id());
            session = own == null ? null : own.get(id);
            if (session == null) {
                return Optional.empty();
            }
            var _ = open.get(id);
        }
        session.usedBy(caller);
        return Optional.of(session);
    }

    void end(LegacySession session) {
        boolean wasOpen;
        synchronized (open) {
            wasOpen = remove(session);
        }
        if (wasOpen) {
            session.end();
        }
    }

    List<LegacySession> all() {
        synchronized (open) {
            return List.copyOf(open.values());
        }
    }

    int size() {
        synchronized (open) {
            return open.size();
        }
    }

    /** Ends the sessions that were silent for too long. */
    void expire() {
        long limit = options.idle().toNanos();
        long now = System.nanoTime();
        List<LegacySession> silent = new ArrayList<>();
        synchronized (open) {
            for (LegacySession session : List.copyOf(open.values())) {
                if (session.isBusy()) {
                    session.used();
                    touch(session);
                } else if (now - session.lastUsed() > limit) {
                    remove(session);
                    silent.add(session);
                }
            }
        }
        silent.forEach(LegacySession::end);
    }
}
