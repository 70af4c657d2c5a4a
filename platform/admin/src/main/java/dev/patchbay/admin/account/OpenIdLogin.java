package dev.patchbay.admin.account;

import dev.patchbay.admin.route.Actor;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.audit.AdministrationEvent;
import dev.patchbay.audit.Audit;
import dev.patchbay.invocation.Origin;
import dev.patchbay.security.token.OpenIdUser;
import dev.patchbay.security.token.SignInRefusedException;
import dev.patchbay.store.administration.AdminRole;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Administrators on their way to their OpenID provider and back. The way back is open once, for ten minutes, and to the
 * browser that began it: else somebody could begin it, and use what another comes back with.
 *
 * <p>Threads: any; blocks until the provider has answered.
 *
 * <p>Source: OpenID Connect Core 1.0, section 3.1; OAuth 2.1, section 7.9 and 7.10.
 */
public final class OpenIdLogin implements AutoCloseable {
    /** Where providers send browsers back to, under the public URL. */
    public static final String CALLBACK = "/api/v1/session/oidc/callback";
    private static final Logger LOG = LoggerFactory.getLogger(OpenIdLogin.class);
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final long WAIT_SECONDS = 20;
    private static final int SECRET_BYTES = 32;
    /** So that it fits, with what stands in front, into all that says who did something. */
    private static final int MAX_SUBJECT = 190;
    private static final int MAX_OF_ADDRESS = 20;
    private static final int MAX = 1_000;

    private final OpenIdOptions options;
    private final Supplier<URI> base;
    private final OpenIdSessions sessions;
    private final Audit audit;
    private final SecureRandom random;
    private final InstantSource clock;
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();

    private record Attempt(String nonce, String verifier, String browser, String address, Instant endsAt) {}

    /**
     * A sign-in that began.
     *
     * @param address where the browser goes
     * @param cookie tells the browser that began from others
     * @param expiresAt until when it may come back
     */
    public record Begun(URI address, String cookie, Instant expiresAt) {}

    /**
     * Somebody who came back.
     *
     * @param actor who
     * @param token of the new session; seen this once
     * @param expiresAt when it ends at the latest
     */
    public record SignedIn(Actor actor, String token, Instant expiresAt) {
        /** Leaves the token out. */
        @Override
        public String toString() {
            return "SignedIn[" + actor.account() + ", ***]";
        }
    }

    OpenIdLogin(OpenIdOptions options, Supplier<URI> base, OpenIdSessions sessions, Audit audit, SecureRandom random,
            InstantSource clock) {
        this.options = options;
        this.base = base;
        this.sessions = sessions;
        this.audit = audit;
        this.random = random;
        this.clock = clock;
    }

    /** Where people sign in. */
    public String issuer() {
        return options.signIn().issuer();
    }

    /** The name of the cookie; with the prefix only this very host can set it, and it travels encrypted only. */
    public String cookieName() {
        return (isSecure() ? "__Host-" : "") + "patchbay-sign-in";
    }

    private boolean isSecure() {
        return "https".equals(base.get().getScheme());
    }

    private String redirect() {
        return base.get() + CALLBACK;
    }

    /**
     * Begins a sign-in.
     *
     * @param origin from where
     * @return where the browser goes
     * @throws Problem if the provider cannot be asked
     */
    public Begun begin(Origin origin) {
        String state = secretText();
        Instant end = clock.instant().plus(LIFETIME);
        Attempt attempt = new Attempt(secretText(), secretText(), secretText(), origin.address(), end);
        URI address;
        try {
            address = await(options.signIn().address(state, attempt.nonce(), challenge(attempt.verifier()),
                    redirect()));
        } catch (SignInRefusedException e) {
            throw unavailable(e);
        }
        keep(state, attempt);
        String path = isSecure() ? "/" : "/api/v1/session/oidc";
        return new Begun(address, cookieName() + "=" + attempt.browser() + "; Path=" + path + "; Max-Age="
                + LIFETIME.toSeconds() + "; HttpOnly; SameSite=Lax" + (isSecure() ? "; Secure" : ""), end);
    }

    private String secretText() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Anybody may begin, so an address pushes out its own first. */
    private void keep(String state, Attempt attempt) {
        synchronized (attempts) {
            Instant now = clock.instant();
            attempts.values().removeIf(old -> !old.endsAt().isAfter(now));
            long his = attempts.values().stream().filter(old -> old.address().equals(attempt.address())).count();
            if (his >= MAX_OF_ADDRESS || attempts.size() >= MAX) {
                attempts.entrySet().stream()
                        .filter(old -> his < MAX_OF_ADDRESS || old.getValue().address().equals(attempt.address()))
                        .min(Comparator.comparing(old -> old.getValue().endsAt())).map(Map.Entry::getKey)
                        .ifPresent(attempts::remove);
            }
            attempts.put(state, attempt);
        }
    }

    /**
     * Ends a sign-in: somebody comes back.
     *
     * @param state what the way back began with
     * @param code what the provider gives; empty if it signed nobody in
     * @param iss who the provider says to be, if it says so
     * @param browser the cookie, if it came
     * @param origin from where
     * @return who it is, and the session
     * @throws Problem if nobody is signed in by that
     */
    public SignedIn finish(String state, String code, Optional<String> iss, Optional<String> browser, Origin origin) {
        Attempt attempt;
        synchronized (attempts) {
            attempt = attempts.remove(state);
        }
        if (attempt == null || !attempt.endsAt().isAfter(clock.instant())) {
            throw refused(origin, "unknown_state",
                    "This sign-in was not begun here, is over already, or took more than "
                            + LIFETIME.toMinutes() + " minutes. Begin again.");
        }
        if (browser.isEmpty() || !MessageDigest.isEqual(browser.get().getBytes(StandardCharsets.UTF_8),
                attempt.browser().getBytes(StandardCharsets.UTF_8))) {
            throw refused(origin, "other_browser", "Another browser has begun this sign-in. Begin again in this one.");
        }
        if (code.isEmpty()) {
            throw refused(origin, "not_signed_in", "The provider did not sign you in. Begin again.");
        }
        OpenIdUser user;
        try {
            user = await(options.signIn().user(code, iss, attempt.verifier(), attempt.nonce(), redirect()));
        } catch (SignInRefusedException e) {
            LOG.warn("An administrator is not signed in at {}: {}", issuer(), e.getMessage());
            throw refused(origin, e.code(), "What the provider gave signs nobody in here (" + e.code()
                    + "). Begin again; the server's log has more.");
        }
        if (user.subject().length() > MAX_SUBJECT || user.subject().chars().anyMatch(Character::isISOControl)) {
            throw refused(origin, "token_subject", "The name by which the provider knows you (sub) is longer than "
                    + MAX_SUBJECT + " characters, or has some that cannot be kept.");
        }
        return admitted(user, origin);
    }

    private SignedIn admitted(OpenIdUser user, Origin origin) {
        String account = Actor.OPEN_ID + user.subject();
        String method = Actor.OPEN_ID + issuer();
        Optional<AdminRole> role = options.roles().entrySet().stream()
                .filter(mapped -> user.holds(options.roleClaim(), mapped.getKey())).map(Map.Entry::getValue)
                .max(Comparator.comparingInt(OpenIdLogin::rank));
        if (role.isEmpty()) {
            audit.administration(AdministrationEvent.allowed(account, method, "session.create", account, Map.of(),
                    origin).denied("no_role"));
            throw new Problem(403, "no_role", "You are signed in as " + user.subject() + ", who has no role here: no"
                    + " value of the claim '" + options.roleClaim()
                    + "' of your ID token is mapped by admin.oidc.roles."
                    + " Ask whoever runs this server, or your provider, for one.");
        }
        audit.administration(AdministrationEvent.allowed(account, method, "session.create", account,
                Map.of("role", ApiJson.word(role.get())), origin));
        OpenIdSessions.Started started = sessions.start(new Actor(account, method, role.get(), ""));
        return new SignedIn(started.actor(), started.token(), started.expiresAt());
    }

    private static int rank(AdminRole role) {
        return switch (role) {
            case VIEWER -> 0;
            case OPERATOR -> 1;
            case ADMINISTRATOR -> 2;
        };
    }

    private Problem refused(Origin origin, String code, String detail) {
        audit.administration(AdministrationEvent.allowed(Actor.NOBODY.account(), Actor.OPEN_ID + issuer(),
                "session.create", null, Map.of(), origin).denied(code));
        return new Problem(403, code, detail);
    }

    private <T> T await(CompletableFuture<T> answer) throws SignInRefusedException {
        try {
            return answer.get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SignInRefusedException refused) {
                throw refused;
            }
            throw unavailable(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(e);
        }
    }

    private Problem unavailable(Throwable cause) {
        LOG.warn("No administrator can be signed in at {}: {}", issuer(), String.valueOf(cause.getMessage()));
        return new Problem(503, "provider_unavailable",
                "The OpenID provider gave no usable answer; the server's log has"
                        + " more. Try again later, or sign in with a password.");
    }

    @Override
    public void close() {
        options.signIn().close();
    }
}
