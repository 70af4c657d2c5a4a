package dev.patchbay.admin.account;

import dev.patchbay.admin.route.Actor;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who is signed in through an OpenID provider. As long as other sessions, but in memory only: whoever changes which
 * claims give a role, or whom the provider is, starts the server anew, and then nobody is left with the role of before.
 *
 * <p>Threads: any.
 */
final class OpenIdSessions {
    static final String PREFIX = "pbo_";
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;
    private static final int MAX_OF_ONE = 20;
    private static final int MAX = 1_000;

    private final SecretSeal seal;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Map<String, Held> held = new LinkedHashMap<>();

    @SuppressWarnings("ArrayRecordComponent") // compared by hand
    private record Held(byte[] code, Actor actor, Instant expiresAt, Instant lastUse) {
        boolean isOver(Instant now) {
            return !expiresAt.isAfter(now) || !lastUse.plus(Sessions.IDLE).isAfter(now);
        }
    }

    /** A session that began, with the token that shows it. */
    record Started(Actor actor, String token, Instant expiresAt) {
        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Started[" + actor.account() + ", ***]";
        }
    }

    OpenIdSessions(SecretSeal seal, SecureRandom random, InstantSource clock) {
        this.seal = seal;
        this.random = random;
        this.clock = clock;
    }

    /** Begins a session; its id takes the place of that of the actor. */
    synchronized Started start(Actor who) {
        Instant now = clock.instant();
        held.values().removeIf(each -> each.isOver(now));
        long his = held.values().stream().filter(each -> isSame(each.actor(), who)).count();
        if (his >= MAX_OF_ONE || held.size() >= MAX) {
            removeOldest(his >= MAX_OF_ONE ? Optional.of(who) : Optional.empty());
        }
        byte[] id = new byte[ID_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(id);
        random.nextBytes(secret);
        Actor actor = new Actor(who.account(), who.method(), who.role(), HexFormat.of().formatHex(id));
        String token = PREFIX + actor.session() + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant end = now.plus(Sessions.LONGEST);
        held.put(actor.session(), new Held(seal.code(token), actor, end, now));
        return new Started(actor, token, end);
    }

    private static boolean isSame(Actor one, Actor other) {
        return one.account().equals(other.account());
    }

    private void removeOldest(Optional<Actor> of) {
        for (Iterator<Held> each = held.values().iterator(); each.hasNext();) {
            Held oldest = each.next();
            if (of.isEmpty() || isSame(oldest.actor(), of.get())) {
                each.remove();
                return;
            }
        }
    }

    /** Whose token it is, and notes that it is used. */
    synchronized Optional<Actor> find(String token) {
        int dot = token.indexOf('.');
        if (dot < PREFIX.length() || token.length() > 100) {
            return Optional.empty();
        }
        String id = token.substring(PREFIX.length(), dot);
        Held found = held.get(id);
        if (found == null || !MessageDigest.isEqual(found.code(), seal.code(token))) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        if (found.isOver(now)) {
            held.remove(id);
            return Optional.empty();
        }
        held.put(id, new Held(found.code(), found.actor(), found.expiresAt(), now));
        return Optional.of(found.actor());
    }

    synchronized void end(String id) {
        held.remove(id);
    }
}
