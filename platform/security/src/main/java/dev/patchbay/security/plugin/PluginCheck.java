package dev.patchbay.security.plugin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.patchbay.api.security.Authenticated;
import dev.patchbay.api.security.PresentedCredentials;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.HeaderCheck;
import dev.patchbay.security.Identities;
import dev.patchbay.security.IdentityDirectory.Linked;
import dev.patchbay.security.Presented;
import dev.patchbay.store.identity.IdentityLink.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the plugin that contributes the scheme of an {@code Authorization} header, and never about a bearer token. What it
 * says is remembered for 30 seconds; a plugin that fails, takes too long or is one of several for its scheme refuses.
 *
 * <p>Threads: safe for all; never blocks.
 */
public final class PluginCheck implements HeaderCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PluginCheck.class);
    private static final Duration LIMIT = Duration.ofSeconds(2);
    /** For a host that does not keep to the limit. */
    private static final Duration LAST_LIMIT = Duration.ofSeconds(3);
    private static final Duration KEPT = Duration.ofSeconds(30);
    private static final int MAX_KEPT = 10_000;
    private static final Authentication WRONG = new Authentication.Refused("credentials_invalid",
            "The credentials are wrong, have expired or were revoked.", Reason.INVALID);
    private static final Authentication AMBIGUOUS = new Authentication.Refused("authenticator_ambiguous",
            "Several plugins claim credentials of this kind, so none is asked. Tell the administrator.",
            Reason.UNAVAILABLE);
    private static final Authentication FAILED = new Authentication.Refused("authenticator_failed",
            "The plugin that knows credentials of this kind does not answer. Try again; the log of the server says why.",
            Reason.UNAVAILABLE);

    private final PluginAuthenticators authenticators;
    private final Identities identities;
    private final InstantSource clock;
    private final Cache<Asked, CompletableFuture<Optional<Found>>> remembered;

    /** Names of things only, so that nothing of a plugin is kept that is gone. */
    private record Asked(String instance, String version, String hash) {}

    private record Found(String subject, Optional<Instant> expiresAt) {
        static Found of(Authenticated says) {
            return new Found(says.subject(), says.expiresAt());
        }
    }

    /**
     * Makes the check.
     *
     * @param authenticators finds who authenticates a scheme
     * @param identities whose client a subject is of
     * @param clock the time
     */
    public PluginCheck(PluginAuthenticators authenticators, Identities identities, InstantSource clock) {
        this(authenticators, identities, clock, Ticker.systemTicker());
    }

    PluginCheck(PluginAuthenticators authenticators, Identities identities, InstantSource clock, Ticker ticker) {
        this.authenticators = authenticators;
        this.identities = identities;
        this.clock = clock;
        this.remembered = Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).ticker(ticker)
                .executor(Runnable::run).build();
    }

    @Override
    public Optional<Authentication> check(Presented presented) {
        if (presented.scheme().equals("bearer")) {
            return Optional.empty();
        }
        List<PluginAuthenticator> found = authenticators.of(presented.scheme());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.size() > 1) {
            LOG.warn("Nobody authenticates the scheme {}, because several instances want to: {}", presented.scheme(),
                    found.stream().map(PluginAuthenticator::instance).toList());
            return Optional.of(AMBIGUOUS);
        }
        return Optional.of(ask(found.getFirst(), presented));
    }

    private Authentication ask(PluginAuthenticator authenticator, Presented presented) {
        String instance = authenticator.instance();
        Asked asked = new Asked(instance, authenticator.version(),
                sha256(presented.scheme() + " " + presented.value()));
        CompletableFuture<Authentication> answer = remembered.get(asked, key -> start(authenticator, presented))
                .thenApply(found -> authentication(instance, found))
                .exceptionally(problem -> failed(instance, asked, problem));
        return answer.isDone() ? answer.join() : new Authentication.Later(answer);
    }

    private static CompletableFuture<Optional<Found>> start(PluginAuthenticator authenticator, Presented presented) {
        return authenticator.ask(PresentedCredentials.of(presented.scheme(), presented.value()), LIMIT)
                .thenApply(says -> says.map(Found::of)).toCompletableFuture()
                .orTimeout(LAST_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Authentication authentication(String instance, Optional<Found> found) {
        Instant now = clock.instant();
        if (found.isEmpty() || found.get().expiresAt().filter(end -> !now.isBefore(end)).isPresent()) {
            return WRONG;
        }
        Optional<Linked> linked = identities.current().linked(Kind.PLUGIN, instance, found.get().subject());
        if (linked.isEmpty()) {
            return new Authentication.Refused(Authenticators.UNKNOWN_CLIENT,
                    "The credentials are in order, but nobody has let their bearer in here. Ask the administrator to"
                            + " link the subject '" + found.get().subject() + "' of the instance " + instance
                            + " to a client.",
                    Reason.FORBIDDEN);
        }
        return new Authentication.Known(linked.get().unscoped(found.get().expiresAt()));
    }

    private Authentication failed(String instance, Asked asked, Throwable problem) {
        remembered.invalidate(asked);
        LOG.warn("The authenticator of {} fails, so its callers are refused: {}", instance, problem.getMessage());
        return FAILED;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
