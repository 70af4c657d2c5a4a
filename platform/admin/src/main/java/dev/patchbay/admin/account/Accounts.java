package dev.patchbay.admin.account;

import dev.patchbay.admin.route.Actor;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.Route;
import dev.patchbay.admin.route.Router;
import dev.patchbay.audit.AdministrationEvent;
import dev.patchbay.audit.Audit;
import dev.patchbay.invocation.Origin;
import dev.patchbay.store.administration.AdminRole;
import dev.patchbay.store.administration.Administrator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who uses the interface: finds out by session or by the command line's token, and lets administrators sign in. Being on
 * this machine is no right. What is refused is recorded.
 *
 * <p>Threads: any; blocks.
 */
public final class Accounts implements Router.Gate {
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@+\\\\-]{0,63}");
    private static final Duration BETWEEN_RECORDS = Duration.ofSeconds(1);
    private static final String BEARER = "Bearer ";

    private final AccountStore store;
    private final Sessions sessions;
    private final OpenIdSessions elsewhere;
    private final CliToken cli;
    private final Audit audit;
    private final LoginLimit limit;
    private final InstantSource clock;
    private Instant lastRecord = Instant.EPOCH;

    /**
     * Creates it.
     *
     * @param store the accounts
     * @param sessions who is signed in
     * @param elsewhere who is signed in through an OpenID provider
     * @param cli the command line's token
     * @param audit where it is recorded
     * @param clock the time
     */
    Accounts(AccountStore store, Sessions sessions, OpenIdSessions elsewhere, CliToken cli, Audit audit,
            InstantSource clock) {
        this.store = store;
        this.sessions = sessions;
        this.elsewhere = elsewhere;
        this.cli = cli;
        this.audit = audit;
        this.limit = new LoginLimit(clock);
        this.clock = clock;
    }

    @Override
    public Actor who(List<String> authorization, @Nullable String user, Origin origin) {
        if (authorization.isEmpty()) {
            return Actor.NOBODY;
        }
        String value = authorization.getFirst();
        if (authorization.size() > 1 || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            throw refused(origin, "Send one Authorization header: Bearer and a token.");
        }
        String token = value.substring(BEARER.length()).strip();
        if (token.startsWith(CliToken.PREFIX)) {
            if (cli.is(token)) {
                String name = user != null && USER.matcher(user).matches() ? user : "unknown";
                return new Actor(name, Actor.CLI, AdminRole.ADMINISTRATOR, "");
            }
            throw refused(origin, "This token of the command line is not the one of the running server.");
        }
        Optional<Actor> actor = token.startsWith(OpenIdSessions.PREFIX)
                ? elsewhere.find(token)
                : sessions.find(token).flatMap(this::actor);
        return actor.orElseThrow(
                () -> refused(origin, "The session has ended or never was. Sign in again: POST /api/v1/session."));
    }

    private Optional<Actor> actor(Sessions.Session session) {
        return store.find(session.administrator()).filter(found -> !found.disabled())
                .map(found -> new Actor(found.name(), Actor.PASSWORD, found.role(), session.id()));
    }

    private Problem refused(Origin origin, String detail) {
        if (isTimeToRecord()) {
            record(Actor.NOBODY, "session.use", null, origin, "invalid_token");
        }
        return new Problem(401, "invalid_token", detail);
    }

    /** Guessing tokens is hopeless; recording every guess would fill the disk. */
    private synchronized boolean isTimeToRecord() {
        Instant now = clock.instant();
        if (lastRecord.plus(BETWEEN_RECORDS).isAfter(now)) {
            return false;
        }
        lastRecord = now;
        return true;
    }

    @Override
    public void admit(Actor actor, Route route, Origin origin) {
        if (route.right() == Right.OPEN) {
            return;
        }
        if (actor.equals(Actor.NOBODY)) {
            throw new Problem(401, "not_signed_in",
                    "Sign in with POST /api/v1/session, then send its token: Authorization: Bearer TOKEN.");
        }
        if (!route.right().isGivenTo(actor.role())) {
            record(actor, route.id(), null, origin, "role");
            throw new Problem(403, "role", "This needs the role " + ApiJson.word(route.right()) + "; " + actor.account()
                    + " has " + ApiJson.word(actor.role()) + ".");
        }
    }

    private void record(Actor actor, String action, @Nullable String subject, Origin origin, String reason) {
        audit.administration(AdministrationEvent
                .allowed(actor.account(), actor.method(), action, subject, Map.of(), origin).denied(reason));
    }

    /**
     * Signs an administrator in.
     *
     * @param name who says to be
     * @param password what proves it
     * @param code the code of the second factor; null if none came
     * @param origin from where
     * @return the new session, with its token
     * @throws Problem if that is not right, the same for whatever is wrong
     */
    public Sessions.Started signIn(String name, String password, @Nullable String code, Origin origin) {
        limit.attempt(name, origin.address());
        Optional<Administrator> found = store.find(name).filter(account -> !account.disabled());
        boolean isRight = store.passwords().isRight(password, found.map(Administrator::passwordHash).orElse(null));
        if (!isRight || found.isEmpty()) {
            throw notIn(name, origin, "invalid_login", "The name or the password is wrong.");
        }
        if (store.hasSecondFactor(found.get())) {
            if (code == null) {
                throw notIn(name, origin, "second_factor_needed",
                        "Send the code of your authenticator app too, as 'code'.");
            }
            if (!store.useCode(found.get(), code)) {
                throw notIn(name, origin, "invalid_code", "The code is wrong, or was used already; wait for the next.");
            }
        }
        audit.administration(AdministrationEvent.allowed(found.get().name(), Actor.PASSWORD, "session.create",
                found.get().name(), Map.of(), origin));
        limit.succeeded(name, origin.address());
        return sessions.start(found.get());
    }

    /**
     * Ends the session of who asks.
     *
     * @param actor who
     */
    public void signOut(Actor actor) {
        sessions.end(actor.session());
        elsewhere.end(actor.session());
    }

    private Problem notIn(String name, Origin origin, String code, String detail) {
        String subject = name.length() <= 64 ? name : name.substring(0, 64);
        record(Actor.NOBODY, "session.create", subject, origin, code);
        return new Problem(401, code, detail);
    }

    /**
     * Checks the password of someone who is signed in, as for the change of it.
     *
     * @param actor who
     * @param password what proves it
     * @param origin from where
     * @return the account
     * @throws Problem if it is wrong, or the actor has no account
     */
    public Administrator proven(Actor actor, String password, Origin origin) {
        needsAccount(actor);
        limit.attempt(actor.account(), origin.address());
        Administrator account = store.need(actor.account());
        if (!store.passwords().isRight(password, account.passwordHash())) {
            record(actor, "password.check", actor.account(), origin, "invalid_login");
            throw new Problem(403, "invalid_login", "The password is wrong.");
        }
        limit.succeeded(actor.account(), origin.address());
        return account;
    }

    /**
     * Refuses who has no password here.
     *
     * @param actor who
     * @throws Problem if it is the command line, or somebody of an OpenID provider
     */
    public void needsAccount(Actor actor) {
        if (!actor.hasAccount()) {
            throw new Problem(409, "no_account", "The command line has no account of its own, nor has who signed in"
                    + " through an OpenID provider.");
        }
    }

    /**
     * Makes the first administrator.
     *
     * @param code the code of the first start
     * @param name of the new account
     * @param password of the new account
     * @param origin from where
     * @return the new session
     * @throws Problem if the code is wrong or used
     */
    public Sessions.Started first(String code, String name, String password, Origin origin) {
        limit.attempt("the first administrator", origin.address());
        if (!store.firstCode().is(code)) {
            throw notIn(name, origin, "invalid_code", "This is not the code of the first start, or it was used already."
                    + " A start without administrators prints a new one.");
        }
        String hash = store.passwords().hash(password);
        Administrator account = store.made(name, hash, AdminRole.ADMINISTRATOR);
        audit.administration(AdministrationEvent.allowed(name, "first-code", "administrator.create", name,
                Map.of("role", "administrator"), origin));
        store.createFirst(account);
        limit.succeeded("the first administrator", origin.address());
        return sessions.start(account);
    }
}
