package dev.patchbay.admin.account;

import dev.patchbay.audit.Audit;
import dev.patchbay.security.KeyFile;
import dev.patchbay.store.Database;
import dev.patchbay.store.administration.Administrators;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that tells administrators apart, put together over a data folder and a database. Closing it removes the command
 * line's token.
 */
public final class Identification implements AutoCloseable {
    /** The name of the key's file in the data folder. */
    public static final String KEY = "admin.key";

    private final AccountStore store;
    private final Sessions sessions;
    private final Accounts accounts;
    private final CliToken cli;
    private final Optional<OpenIdLogin> openId;

    private Identification(AccountStore store, Sessions sessions, Accounts accounts, CliToken cli,
            Optional<OpenIdLogin> openId) {
        this.store = store;
        this.sessions = sessions;
        this.accounts = accounts;
        this.cli = cli;
        this.openId = openId;
    }

    /**
     * Puts it together; writes the command line's token, and, if there is no administrator, the code of the first start.
     *
     * @param data the data folder
     * @param database where accounts are
     * @param audit where it is recorded
     * @param cost of passwords
     * @param clock the time
     * @param openId how administrators sign in elsewhere, if they may
     * @param base under which browsers reach the interface, asked when needed
     * @return ready to use
     * @throws IOException if a file of the data folder cannot be read or written
     */
    public static Identification open(Path data, Database database, Audit audit, PasswordCost cost,
            InstantSource clock, Optional<OpenIdOptions> openId, Supplier<URI> base) throws IOException {
        SecureRandom random = new SecureRandom();
        CliToken cli = CliToken.write(data, random);
        AccountStore store = store(data, database, cost, clock, random);
        SecretSeal seal = seal(data, random);
        Sessions sessions = new Sessions(database, seal, random, clock);
        OpenIdSessions elsewhere = new OpenIdSessions(seal, random, clock);
        return new Identification(store, sessions, new Accounts(store, sessions, elsewhere, cli, audit, clock), cli,
                openId.map(options -> new OpenIdLogin(options, base, elsewhere, audit, random, clock)));
    }

    private static AccountStore store(Path data, Database database, PasswordCost cost, InstantSource clock,
            SecureRandom random) throws IOException {
        boolean isFirst = new Administrators(database).all().isEmpty();
        return new AccountStore(database, new Passwords(cost, random), seal(data, random),
                FirstCode.of(data, isFirst, random), random, clock);
    }

    private static SecretSeal seal(Path data, SecureRandom random) throws IOException {
        return new SecretSeal(
                KeyFile.load(data.resolve(KEY), random, "sessions then end, and second factors must be set up again"),
                random);
    }

    /** The accounts. */
    public AccountStore store() {
        return store;
    }

    /** The sessions. */
    public Sessions sessions() {
        return sessions;
    }

    /** How administrators sign in elsewhere, if they may. */
    public Optional<OpenIdLogin> openId() {
        return openId;
    }

    /** Who is who. */
    public Accounts accounts() {
        return accounts;
    }

    /** The code of the first start, if there is no administrator. */
    public Optional<String> firstCode() {
        return store.firstCode().text();
    }

    @Override
    public void close() {
        cli.close();
        openId.ifPresent(OpenIdLogin::close);
    }
}
