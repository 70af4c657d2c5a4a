package dev.patchbay.admin.account;

import dev.patchbay.admin.route.Problem;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Slows down guessing. After a few failures an address waits longer and longer: for one account, and, with more patience,
 * for all. An account that many addresses guess at waits too. The last two do not hold for an address that has signed in to
 * the account before, so nobody can lock an administrator out. Kept in memory, bounded. Safe for all threads.
 */
final class LoginLimit {
    private static final int MAX_ENTRIES = 10_000;
    private static final Duration FORGET = Duration.ofMinutes(15);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int PAIR_FREE = 5;
    private static final int ADDRESS_FREE = 20;
    private static final int ACCOUNT_FREE = 50;

    private final InstantSource clock;
    private final Map<String, Failures> failures = bounded();
    private final Set<String> trusted = new LinkedHashSet<>();

    private record Failures(int count, Instant last) {}

    LoginLimit(InstantSource clock) {
        this.clock = clock;
    }

    private static Map<String, Failures> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > MAX_ENTRIES;
            }
        };
    }

    /**
     * Refuses an attempt that comes too early; one that may come counts as failed until it has succeeded, so that many at
     * once gain nothing.
     *
     * @throws Problem with status 429
     */
    synchronized void attempt(String account, String address) {
        String network = network(address);
        Instant now = clock.instant();
        Instant free = freeFrom("pair " + account + " " + network, PAIR_FREE, now);
        if (!trusted.contains(account + " " + network)) {
            free = later(free, freeFrom("address " + network, ADDRESS_FREE, now));
            free = later(free, freeFrom("account " + account, ACCOUNT_FREE, now));
        }
        if (free.isAfter(now)) {
            long seconds = Math.max(1, Duration.between(now, free).plusMillis(999).toSeconds());
            throw new Problem(429, "too_many_attempts", "Too many attempts failed. Try again in " + seconds + " s.",
                    Map.of("retry_after", seconds));
        }
        for (String key : keys(account, network)) {
            Failures known = known(key, now);
            failures.put(key, new Failures(known.count() + 1, now));
        }
    }

    synchronized void succeeded(String account, String address) {
        String network = network(address);
        for (String key : keys(account, network)) {
            if (key.startsWith("pair")) {
                failures.remove(key);
            } else {
                failures.computeIfPresent(key,
                        (name, known) -> known.count() <= 1 ? null : new Failures(known.count() - 1, known.last()));
            }
        }
        if (trusted.size() < MAX_ENTRIES) {
            trusted.add(account + " " + network);
        }
    }

    private static Iterable<String> keys(String account, String network) {
        return Arrays.asList("pair " + account + " " + network, "address " + network, "account " + account);
    }

    private Failures known(String key, Instant now) {
        Failures known = failures.get(key);
        return known == null || known.last().plus(FORGET).isBefore(now) ? new Failures(0, Instant.EPOCH) : known;
    }

    private Instant freeFrom(String key, int free, Instant now) {
        Failures known = known(key, now);
        int over = known.count() - free;
        if (over < 0) {
            return Instant.EPOCH;
        }
        Duration wait = Duration.ofSeconds(1L << Math.min(over, 9));
        return known.last().plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** One subscriber has a whole /64 of IPv6. */
    private static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.ofLiteral(address.split("%", 2)[0]).getAddress();
            return HexFormat.of().formatHex(bytes, 0, Math.min(8, bytes.length));
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
