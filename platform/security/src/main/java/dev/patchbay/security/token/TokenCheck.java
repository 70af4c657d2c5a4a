package dev.patchbay.security.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.patchbay.egress.AddressRule;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authentication.Reason;
import dev.patchbay.security.Authenticators;
import dev.patchbay.security.Credentials;
import dev.patchbay.security.HeaderCheck;
import dev.patchbay.security.Identities;
import dev.patchbay.security.IdentityDirectory;
import dev.patchbay.security.IdentityDirectory.Linked;
import dev.patchbay.security.Presented;
import dev.patchbay.store.identity.IdentityLink.Kind;
import java.net.InetAddress;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks access tokens: {@code Authorization: Bearer <token>}. A token of three parts is checked by the keys of its
 * issuer, any other by asking the one issuer that is asked about opaque tokens. What a token says is remembered under its
 * hash for some minutes, so that a call costs one hash; whose client it is, is looked up anew whenever stored identities
 * change.
 *
 * <p>Threads: safe for all; never blocks. What needs the network, or the signature of a curve, comes later.
 */
public final class TokenCheck implements HeaderCheck, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCheck.class);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MAX_KEPT = 10_000;
    private static final int KEPT_CHARACTERS = 8 * 1024 * 1024;
    private static final Duration FETCH_LIMIT = Duration.ofSeconds(2);
    /** Two places for metadata and the keys, each within its limit, and a little. */
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final Authentication.Refused FAILED = new Authentication.Refused("authentication_failed",
            "The access token cannot be checked now. Try again.", Reason.UNAVAILABLE);

    private final Identities identities;
    private final InstantSource clock;
    private final Fetcher fetcher;
    private final SignedTokens signed;
    private final Optional<OpaqueTokens> opaque;
    private final Cache<TokenHash, Remembered> remembered;

    /**
     * Makes the check. Nothing is fetched yet.
     *
     * @param settings whose tokens are taken
     * @param identities whose client a token is of
     * @param tls how servers prove who they are
     * @param clock the time
     */
    public TokenCheck(TokenSettings settings, Identities identities, SSLContext tls, InstantSource clock) {
        this(settings, identities, clock, Ticker.systemTicker(), new Fetcher(
                new AddressRule(settings.allowedNetworks()), InetAddress::getAllByName, tls, FETCH_LIMIT));
    }

    TokenCheck(TokenSettings settings, Identities identities, InstantSource clock, Ticker ticker, Fetcher fetcher) {
        this.identities = identities;
        this.clock = clock;
        this.fetcher = fetcher;
        TokenChecks checks = new TokenChecks(settings.resource(), clock);
        this.signed = new SignedTokens(settings.issuers(), fetcher, checks, ticker);
        this.opaque = settings.issuers().stream().filter(issuer -> issuer.introspection().isPresent()).findFirst()
                .map(issuer -> new OpaqueTokens(issuer, issuer.introspection().get(), fetcher, checks, ticker));
        this.remembered = Caffeine.newBuilder().maximumWeight(KEPT_CHARACTERS)
                .weigher((TokenHash hash, Remembered token) -> Math.max(token.length, KEPT_CHARACTERS / MAX_KEPT))
                .expireAfterWrite(KEPT).ticker(ticker).executor(Runnable::run).build();
    }

    /** What a token says, and whose client it was when that was looked up last. */
    private static final class Remembered {
        private final VerifiedToken token;
        private final int length;
        private volatile @Nullable Resolved resolved;

        private Remembered(VerifiedToken token, int length) {
            this.token = token;
            this.length = length;
        }
    }

    private record Resolved(IdentityDirectory directory, Authentication authentication) {}

    @Override
    public Optional<Authentication> check(Presented presented) {
        if (!presented.scheme().equals("bearer")) {
            return Optional.empty();
        }
        String token = presented.value();
        if (!isToken(token)) {
            return Optional.of(TokenRefusedException.malformed("it has characters no token has").refused());
        }
        boolean isSigned = Jwt.hasForm(token);
        if (!isSigned && opaque.isEmpty()) {
            return Optional.of(TokenRefusedException.malformed("it has not three parts").refused());
        }
        TokenHash hash = TokenHash.of(token);
        if (isSigned) {
            Remembered known = remembered.getIfPresent(hash);
            if (known != null) {
                return Optional.of(authentication(known, presented.credentials()));
            }
        }
        CompletableFuture<VerifiedToken> verified = isSigned
                ? signed.verify(token)
                : opaque.get().verify(token, hash);
        CompletableFuture<Authentication> found = verified.thenApply(says -> {
            Remembered entry = new Remembered(says, token.length());
            if (isSigned) {
                remembered.put(hash, entry);
            }
            return authentication(entry, presented.credentials());
        }).exceptionally(TokenCheck::refusal);
        return Optional.of(found.isDone()
                ? found.join()
                : new Authentication.Later(found.completeOnTimeout(FAILED, LIMIT.toSeconds(), TimeUnit.SECONDS)));
    }

    private static Authentication refusal(Throwable problem) {
        Optional<TokenRefusedException> refused = TokenRefusedException.in(problem);
        if (refused.isEmpty()) {
            LOG.error("A token cannot be checked", problem);
        }
        return refused.map(TokenRefusedException::refused).orElse(FAILED);
    }

    /** RFC 6750, section 2.1. */
    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTokenCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isTokenCharacter(char c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter || (c >= '0' && c <= '9') || "-._~+/=".indexOf(c) >= 0;
    }

    private Authentication authentication(Remembered entry, Credentials credentials) {
        VerifiedToken token = entry.token;
        if (token.isExpired(clock.instant())) {
            return TokenChecks.expired().refused();
        }
        if (token.certificateHash().isPresent() && !isBoundTo(token.certificateHash().get(), credentials)) {
            return new Authentication.Refused("token_binding",
                    "The access token is bound to a certificate that is not that of the connection.", Reason.INVALID);
        }
        IdentityDirectory directory = identities.current();
        Resolved resolved = entry.resolved;
        if (resolved == null || resolved.directory() != directory) {
            resolved = new Resolved(directory, resolve(token, directory));
            entry.resolved = resolved;
        }
        return resolved.authentication();
    }

    private static boolean isBoundTo(String hash, Credentials credentials) {
        if (credentials.certificates().isEmpty()) {
            return false;
        }
        try {
            byte[] encoded = credentials.certificates().getFirst().getEncoded();
            return Base64.getUrlEncoder().withoutPadding().encodeToString(TokenHash.sha256().digest(encoded))
                    .equals(hash);
        } catch (CertificateEncodingException e) {
            LOG.warn("The certificate of a connection has no encoding", e);
            return false;
        }
    }

    /** The subject is looked up first: it says who, the client id only through what. */
    private static Authentication resolve(VerifiedToken token, IdentityDirectory directory) {
        Optional<Linked> linked = token.subject()
                .flatMap(subject -> directory.linked(Kind.OAUTH_SUBJECT, token.issuer(), subject))
                .or(() -> token.clientId().flatMap(id -> directory.linked(Kind.OAUTH_CLIENT, token.issuer(), id)));
        if (linked.isEmpty()) {
            return new Authentication.Refused(Authenticators.UNKNOWN_CLIENT,
                    "The access token is in order, but nobody has let its bearer in here. Ask the administrator to link "
                            + names(token) + " of " + token.issuer() + " to a client.",
                    Reason.FORBIDDEN);
        }
        return new Authentication.Known(linked.get().scoped(token.scopes(),
                directory.mappedRoles(token.issuer(), token.scopes(), token.claims()::holds), token.expiresAt()));
    }

    private static String names(VerifiedToken token) {
        return String.join(" or ", List.of(token.subject().map(subject -> "the subject '" + subject + "'"),
                token.clientId().map(id -> "the client id '" + id + "'")).stream().flatMap(Optional::stream).toList());
    }

    /** Ends the threads that ask issuers and check signatures. */
    @Override
    public void close() {
        signed.close();
        fetcher.close();
    }
}
