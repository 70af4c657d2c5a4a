package dev.patchbay.admin.account;

import dev.patchbay.admin.route.Problem;
import dev.patchbay.store.Database;
import dev.patchbay.store.administration.AdminRole;
import dev.patchbay.store.administration.Administrator;
import dev.patchbay.store.administration.Administrators;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The accounts of administrators in the database, and what proves them.
 *
 * <p>Threads: any; blocks.
 */
public final class AccountStore {
    private static final Duration TO_CONFIRM = Duration.ofMinutes(10);
    private static final byte[] NO_SECOND_FACTOR = new byte[0];

    private final Database database;
    private final Administrators administrators;
    private final Passwords passwords;
    private final SecretSeal seal;
    private final FirstCode firstCode;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Map<String, Long> usedSteps = new ConcurrentHashMap<>();
    private final Map<String, Unconfirmed> unconfirmed = new ConcurrentHashMap<>();

    private record Unconfirmed(String secret, Instant until) {}

    /** A second factor that is proposed: what the app is told. */
    public record Proposal(String secret, String uri) {
        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Proposal[***]";
        }
    }

    AccountStore(Database database, Passwords passwords, SecretSeal seal, FirstCode firstCode, SecureRandom random,
            InstantSource clock) {
        this.database = database;
        this.administrators = new Administrators(database);
        this.passwords = passwords;
        this.seal = seal;
        this.firstCode = firstCode;
        this.random = random;
        this.clock = clock;
    }

    /** Hashes and checks passwords. */
    public Passwords passwords() {
        return passwords;
    }

    FirstCode firstCode() {
        return firstCode;
    }

    /** All accounts. */
    public List<Administrator> all() {
        return administrators.all();
    }

    Optional<Administrator> find(String name) {
        return administrators.find(name);
    }

    /**
     * One account.
     *
     * @throws Problem if there is none of that name
     */
    public Administrator need(String name) {
        return find(name).orElseThrow(() -> Problem.missing("administrator", name));
    }

    /** A new account, not stored yet. */
    public Administrator made(String name, String hash, AdminRole role) {
        return new Administrator(name, hash, NO_SECOND_FACTOR, role, false, clock.instant());
    }

    synchronized void createFirst(Administrator account) {
        database.together(() -> {
            if (!administrators.all().isEmpty()) {
                throw new Problem(409, "exists", "There is an administrator already.");
            }
            administrators.create(account);
            return account;
        });
        firstCode.end();
    }

    /** Stores a new account. */
    public void create(Administrator account) {
        administrators.create(account);
        firstCode.end();
    }

    /**
     * Stores a changed account.
     *
     * @throws Problem if nobody would be left who may do all
     */
    public void update(Administrator account) {
        database.together(() -> {
            administrators.update(account);
            return someoneIsLeft();
        });
    }

    /**
     * Deletes an account.
     *
     * @throws Problem if nobody would be left who may do all
     */
    public void delete(String name) {
        database.together(() -> {
            administrators.delete(name);
            return someoneIsLeft();
        });
        usedSteps.remove(name);
        unconfirmed.remove(name);
    }

    private boolean someoneIsLeft() {
        if (administrators.all().stream()
                .noneMatch(account -> account.role() == AdminRole.ADMINISTRATOR && !account.disabled())) {
            throw new Problem(409, "last_administrator",
                    "Nobody would be left with the role administrator. Give it to someone else first.");
        }
        return true;
    }

    /** Whether a sign-in needs a code. */
    public boolean hasSecondFactor(Administrator account) {
        return account.totpSecret().length > 0;
    }

    /** The same account with another password. */
    public static Administrator withPassword(Administrator account, String hash) {
        return new Administrator(account.name(), hash, account.totpSecret(), account.role(), account.disabled(),
                account.createdAt());
    }

    /** The same account without a second factor. */
    public static Administrator withoutSecondFactor(Administrator account) {
        return new Administrator(account.name(), account.passwordHash(), NO_SECOND_FACTOR, account.role(),
                account.disabled(), account.createdAt());
    }

    /** Whether the code is right and was not used before; it is used then. */
    boolean useCode(Administrator account, String code) {
        return use(account.name(), seal.opened(account.name(), account.totpSecret()), code);
    }

    private synchronized boolean use(String name, byte[] secret, String code) {
        OptionalLong step = Totp.step(secret, code, clock.instant(), usedSteps.getOrDefault(name, -1L));
        step.ifPresent(used -> usedSteps.put(name, used));
        return step.isPresent();
    }

    /** Proposes a second factor; it counts when it was confirmed. */
    public Proposal propose(Administrator account) {
        byte[] secret = new byte[Totp.SECRET_BYTES];
        random.nextBytes(secret);
        unconfirmed.put(account.name(),
                new Unconfirmed(HexFormat.of().formatHex(secret), clock.instant().plus(TO_CONFIRM)));
        return new Proposal(Totp.base32(secret), Totp.uri(account.name(), secret));
    }

    /**
     * The account with the second factor that was proposed.
     *
     * @param account the account
     * @param code a code of the app, which shows that it works
     * @return the changed account, not stored yet
     * @throws Problem if none was proposed lately, or the code is wrong
     */
    public Administrator confirmed(Administrator account, String code) {
        @Nullable Unconfirmed proposed = unconfirmed.get(account.name());
        if (proposed == null || proposed.until().isBefore(clock.instant())) {
            throw new Problem(409, "nothing_to_confirm",
                    "Begin with POST /api/v1/session/second-factor; a proposal lasts ten minutes.");
        }
        byte[] secret = HexFormat.of().parseHex(proposed.secret());
        if (!use(account.name(), secret, code)) {
            throw new Problem(422, "invalid_code", "The code does not fit. Is the clock of the device right?");
        }
        unconfirmed.remove(account.name());
        return new Administrator(account.name(), account.passwordHash(),
                seal.sealed(account.name(), secret), account.role(), account.disabled(),
                account.createdAt());
    }
}
