package dev.patchbay.security.token;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What every token must be, whoever vouches for it: for us, of now, an access token, and held by who may hold it.
 *
 * <p>Source: RFC 7519, section 4; RFC 9068, section 4; RFC 8705, section 3; MCP 2026-07-28, basic/authorization.
 */
final class TokenChecks implements JwtChecks {
    static final Duration SKEW = Duration.ofSeconds(60);
    private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt", "jwt", "application/jwt");
    /** What only ID tokens have, or what names them in the dialects of Keycloak and Cognito. */
    private static final List<String> OF_ID_TOKENS = List.of("nonce", "at_hash", "c_hash", "s_hash");
    private static final List<String> KIND_CLAIMS = List.of("typ", "token_use");

    private final String resource;
    private final InstantSource clock;

    TokenChecks(String resource, InstantSource clock) {
        this.resource = resource;
        this.clock = clock;
    }

    /** The header of a signed token; the algorithm in our name for it. */
    @Override
    public String algorithm(Map<String, Object> header, IssuerSettings issuer) throws TokenRefusedException {
        for (String name : List.of("crit", "jwk", "jku", "x5u", "b64", "zip", "enc")) {
            if (header.containsKey(name)) {
                throw TokenRefusedException.malformed("its header has " + name + ", which is not taken");
            }
        }
        Object type = header.get("typ");
        if (type != null && !(type instanceof String text && TYPES.contains(text.toLowerCase(Locale.ROOT)))) {
            throw TokenRefusedException.invalid("token_type", "This is not an access token.");
        }
        if (header.get("alg") instanceof String name) {
            String algorithm = VerificationKey.canonical(name);
            if (issuer.algorithms().contains(algorithm)) {
                return algorithm;
            }
        }
        throw TokenRefusedException.invalid("token_algorithm",
                "The access token is not signed with an algorithm that is taken from its issuer.");
    }

    /** The id of the key, which is only ever compared with those of the issuer's keys. */
    @Override
    public Optional<String> keyId(Map<String, Object> header) throws TokenRefusedException {
        Object id = header.get("kid");
        if (id == null) {
            return Optional.empty();
        }
        if (id instanceof String text && !text.isEmpty() && text.length() <= 256) {
            return Optional.of(text);
        }
        throw TokenRefusedException.malformed("its key id is no text");
    }

    @Override
    public VerifiedToken verify(Claims claims, IssuerSettings issuer, boolean expiryRequired)
            throws TokenRefusedException {
        for (String name : OF_ID_TOKENS) {
            if (claims.has(name)) {
                throw TokenRefusedException.invalid("token_type", "This is an ID token, not an access token.");
            }
        }
        for (String name : KIND_CLAIMS) {
            if (claims.holds(name, "ID") || claims.holds(name, "id") || claims.holds(name, "Refresh")) {
                throw TokenRefusedException.invalid("token_type", "This is not an access token.");
            }
        }
        if (!claims.texts("aud").contains(resource)) {
            throw TokenRefusedException.invalid("token_audience",
                    "The access token is not for " + resource + ". Ask for one with that resource.");
        }
        Optional<Instant> expiry = times(claims, issuer, expiryRequired);
        Optional<String> subject = claims.text("sub");
        Optional<String> clientId = claims.text(claims.has("client_id") ? "client_id" : "azp");
        if (subject.isEmpty() && clientId.isEmpty()) {
            throw TokenRefusedException.malformed("it names neither a subject nor a client");
        }
        return new VerifiedToken(issuer.issuer(), subject, clientId, claims.scopes(), expiry,
                certificateHash(claims), claims);
    }

    /** From when a token is refused; refuses one that is not of now. */
    Optional<Instant> times(Claims claims, IssuerSettings issuer, boolean expiryRequired)
            throws TokenRefusedException {
        Instant now = clock.instant();
        Optional<Instant> expiry = claims.instant("exp");
        Optional<Instant> issued = claims.instant("iat");
        Optional<Instant> notBefore = claims.instant("nbf");
        if (expiry.isEmpty() && expiryRequired) {
            throw TokenRefusedException.malformed("it has no time of expiry");
        }
        Optional<Instant> end = expiry.map(time -> time.plus(SKEW));
        if (end.isPresent() && !now.isBefore(end.get())) {
            throw expired();
        }
        Instant soon = now.plus(SKEW);
        if (isAfter(notBefore, soon) || isAfter(issued, soon)) {
            throw TokenRefusedException.invalid("token_not_yet_valid", "The access token is not valid yet.");
        }
        Optional<Duration> longest = issuer.maxLifetime();
        if (longest.isPresent() && isLonger(issued, expiry, longest.get())) {
            throw TokenRefusedException.invalid("token_lifetime",
                    "The access token is valid for longer than " + longest.get() + ".");
        }
        return end;
    }

    private static boolean isAfter(Optional<Instant> time, Instant limit) {
        return time.isPresent() && time.get().isAfter(limit);
    }

    private static boolean isLonger(Optional<Instant> from, Optional<Instant> to, Duration longest) {
        return from.isEmpty() || to.isEmpty() || Duration.between(from.get(), to.get()).compareTo(longest) > 0;
    }

    static TokenRefusedException expired() {
        return TokenRefusedException.invalid("token_expired", "The access token has expired. Get a new one.");
    }

    /** A token can be bound to a certificate; one bound to a key of its bearer would need a proof we do not check. */
    private static Optional<String> certificateHash(Claims claims) throws TokenRefusedException {
        Optional<Map<?, ?>> confirmation = claims.confirmation();
        if (confirmation.isEmpty()) {
            return Optional.empty();
        }
        if (confirmation.get().size() == 1 && confirmation.get().get("x5t#S256") instanceof String hash) {
            return Optional.of(hash);
        }
        throw TokenRefusedException.invalid("token_binding",
                "The access token is bound to a key in a way that is not supported here (DPoP).");
    }
}
