package dev.patchbay.admin.account;

import dev.patchbay.store.Database;
import dev.patchbay.store.administration.AdminToken;
import dev.patchbay.store.administration.AdminTokens;
import dev.patchbay.store.administration.Administrator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is signed in. A session is a token of 256 random bits, of which its HMAC is stored; it ends when it was not used for
 * a while (told from its begin after a restart), after a day's work at the latest, or when it is ended.
 *
 * <p>Threads: any; blocks.
 */
public final class Sessions {
    /** How long a session may be unused. */
    public static final Duration IDLE = Duration.ofMinutes(30);
    /** How long a session lasts at most. */
    public static final Duration LONGEST = Duration.ofHours(12);
    private static final String PREFIX = "pbs_";
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 32;
    private static final int MAX_OF_ONE = 20;

    private final AdminTokens tokens;
    private final SecretSeal seal;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Map<String, Instant> lastUses = new ConcurrentHashMap<>();

    /** A session that is valid now. */
    record Session(String id, String administrator) {}

    /**
     * A session that began.
     *
     * @param account whose
     * @param token what shows it; seen this once
     * @param expiresAt when it ends at the latest
     */
    public record Started(Administrator account, String token, Instant expiresAt) {
        /** Leaves the token out. */
        @Override
        public String toString() {
            return "Started[" + account.name() + ", ***]";
        }
    }

    Sessions(Database database, SecretSeal seal, SecureRandom random, InstantSource clock) {
        this.tokens = new AdminTokens(database);
        this.seal = seal;
        this.random = random;
        this.clock = clock;
    }

    Started start(Administrator account) {
        Instant now = clock.instant();
        tokens.deleteExpired(now);
        List<AdminToken> his = tokens.all().stream().filter(token -> token.administrator().equals(account.name()))
                .sorted(Comparator.comparing(AdminToken::createdAt)).toList();
        his.stream().limit(Math.max(0, his.size() - MAX_OF_ONE + 1L)).forEach(oldest -> end(oldest.id()));
        byte[] bytes = new byte[ID_BYTES + SECRET_BYTES];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes, 0, ID_BYTES);
        byte[] secret = new byte[SECRET_BYTES];
        System.arraycopy(bytes, ID_BYTES, secret, 0, SECRET_BYTES);
        String token = PREFIX + id + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        Instant end = now.plus(LONGEST);
        tokens.create(new AdminToken(id, account.name(), seal.code(token), now, end));
        lastUses.put(id, now);
        return new Started(account, token, end);
    }

    /** The session of a token, and notes that it is used; the work is the same for ids that do not exist. */
    Optional<Session> find(String text) {
        int dot = text.indexOf('.');
        boolean hasForm = text.startsWith(PREFIX) && dot == PREFIX.length() + 2 * ID_BYTES && text.length() < 100;
        String id = hasForm ? text.substring(PREFIX.length(), dot) : "none";
        byte[] code = seal.code(hasForm ? text : PREFIX);
        Optional<AdminToken> stored = tokens.find(id);
        boolean isRight = MessageDigest.isEqual(code,
                stored.map(AdminToken::hmac).orElseGet(() -> new byte[code.length]));
        if (!isRight || stored.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant lastUse = lastUses.getOrDefault(id, stored.get().createdAt());
        if (!stored.get().expiresAt().isAfter(now) || !lastUse.plus(IDLE).isAfter(now)) {
            end(id);
            return Optional.empty();
        }
        lastUses.put(id, now);
        return Optional.of(new Session(id, stored.get().administrator()));
    }

    /** Ends a session. */
    public void end(String id) {
        tokens.delete(id);
        lastUses.remove(id);
    }

    /** Ends all sessions of an administrator, whose rights or password have changed. */
    public void endAll(String administrator) {
        tokens.deleteOf(administrator);
    }
}
