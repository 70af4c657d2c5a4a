package dev.patchbay.security.token;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a token says, after everything about it was checked but whose client it is. Holds no part of the token itself.
 *
 * @param issuer who says it
 * @param subject about whom
 * @param clientId to which client the issuer gave the token
 * @param scopes what it allows
 * @param expiresAt when it stops being valid, our tolerance included
 * @param certificateHash the hash of the certificate it is bound to, base64url
 * @param claims all of it, for what roles follow from
 */
record VerifiedToken(String issuer, Optional<String> subject, Optional<String> clientId, Set<String> scopes,
        Optional<Instant> expiresAt, Optional<String> certificateHash, Claims claims) {
    boolean isExpired(Instant now) {
        return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }
}
