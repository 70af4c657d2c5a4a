package dev.patchbay.admin.account;

import dev.patchbay.admin.route.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id and checks them, two at a time, so that guessing takes no more memory than that. A check
 * for a name that has no account does the same work.
 *
 * <p>Threads: any; every method takes some 50 ms of a processor.
 */
public final class Passwords {
    /** The shortest password, in characters. */
    public static final int MIN = 12;
    /** The longest password, in characters. */
    public static final int MAX = 256;

    private static final Pattern HASH = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 5;

    private final PasswordCost cost;
    private final SecureRandom random;
    private final String ofNobody;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /**
     * Creates it.
     *
     * @param cost of new hashes
     * @param random for salts
     */
    public Passwords(PasswordCost cost, SecureRandom random) {
        this.cost = cost;
        this.random = random;
        byte[] nothing = new byte[HASH_BYTES];
        random.nextBytes(nothing);
        this.ofNobody = text(cost, nothing, nothing);
    }

    /**
     * Hashes a new password.
     *
     * @param password what the administrator chose
     * @return the hash, in the PHC form
     * @throws Problem if it is too short or too long
     */
    public String hash(String password) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN || length > MAX) {
            throw new Problem(422, "bad_password",
                    "A password has " + MIN + " to " + MAX + " characters; this one has " + length + ".");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return text(cost, salt, derived(password, salt, cost));
    }

    /**
     * Checks a password.
     *
     * @param password what came
     * @param hash the hash of the account; null if there is no such account, which takes as long
     * @return whether it is right
     */
    public boolean isRight(String password, @Nullable String hash) {
        Matcher matcher = HASH.matcher(hash == null ? ofNobody : hash);
        if (!matcher.matches()) {
            throw new IllegalStateException("a stored hash of a password has no known form");
        }
        PasswordCost its = new PasswordCost(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        boolean isLong = password.length() > 2 * MAX;
        byte[] found = derived(isLong ? "" : password, Base64.getDecoder().decode(matcher.group(4)), its);
        return MessageDigest.isEqual(found, Base64.getDecoder().decode(matcher.group(5))) && hash != null && !isLong;
    }

    private byte[] derived(String password, byte[] salt, PasswordCost its) {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new Problem(503, "busy", "Too many passwords are checked at this moment. Try again.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Problem(503, "stopping", "The server is stopping.");
        }
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13).withMemoryAsKB(its.memoryKib())
                    .withIterations(its.passes()).withParallelism(its.lanes()).withSalt(salt).build());
            byte[] derived = new byte[HASH_BYTES];
            // One form for what looks the same, whichever keyboard wrote it
            generator.generateBytes(Normalizer.normalize(password, Normalizer.Form.NFKC)
                    .getBytes(StandardCharsets.UTF_8), derived);
            return derived;
        } finally {
            places.release();
        }
    }

    private static String text(PasswordCost cost, byte[] salt, byte[] hash) {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return String.format(Locale.ROOT, "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", cost.memoryKib(), cost.passes(),
                cost.lanes(), encoder.encodeToString(salt), encoder.encodeToString(hash));
    }
}
