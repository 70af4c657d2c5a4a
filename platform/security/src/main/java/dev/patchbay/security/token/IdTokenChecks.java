package dev.patchbay.security.token;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an ID token must be: for us and nobody else, of now, about somebody. The nonce belongs to one sign-in, so whoever
 * began it compares that.
 *
 * <p>Source: OpenID Connect Core 1.0, section 3.1.3.7.
 */
final class IdTokenChecks implements JwtChecks {
    private static final int MAX_SUBJECT = 255;

    private final String clientId;
    private final TokenChecks common;

    IdTokenChecks(String clientId, InstantSource clock) {
        this.clientId = clientId;
        this.common = new TokenChecks(clientId, clock);
    }

    @Override
    public String algorithm(Map<String, Object> header, IssuerSettings issuer) throws TokenRefusedException {
        Object type = header.get("typ");
        if (type != null && !(type instanceof String text && text.equalsIgnoreCase("JWT"))) {
            throw TokenRefusedException.invalid("token_type", "This is not an ID token.");
        }
        return common.algorithm(header, issuer);
    }

    @Override
    public Optional<String> keyId(Map<String, Object> header) throws TokenRefusedException {
        return common.keyId(header);
    }

    @Override
    public VerifiedToken verify(Claims claims, IssuerSettings issuer, boolean expiryRequired)
            throws TokenRefusedException {
        Optional<String> party = claims.text("azp");
        if (!claims.texts("aud").equals(Set.of(clientId)) || (party.isPresent() && !party.get().equals(clientId))) {
            throw TokenRefusedException.invalid("token_audience", "The ID token is not for this client alone.");
        }
        if (claims.instant("iat").isEmpty()) {
            throw TokenRefusedException.malformed("it does not say when it was made");
        }
        Optional<Instant> end = common.times(claims, issuer, true);
        Optional<String> subject = claims.text("sub");
        if (subject.isEmpty() || subject.get().length() > MAX_SUBJECT) {
            throw TokenRefusedException.malformed("it names no subject of at most " + MAX_SUBJECT + " characters");
        }
        return new VerifiedToken(issuer.issuer(), subject, Optional.of(clientId), Set.of(), end, Optional.empty(),
                claims);
    }
}
