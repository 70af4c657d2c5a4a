package dev.patchbay.security.token;

import java.util.Map;
import java.util.Optional;

/** What a signed token must be beside signed. */
interface JwtChecks {
    /** The algorithm that the header names, in our name for it, if tokens of this kind and issuer may have it. */
    String algorithm(Map<String, Object> header, IssuerSettings issuer) throws TokenRefusedException;

    /** The id of the key that the header names, if it names one. */
    Optional<String> keyId(Map<String, Object> header) throws TokenRefusedException;

    /** What the claims say, if they are what they must be. */
    VerifiedToken verify(Claims claims, IssuerSettings issuer, boolean expiryRequired) throws TokenRefusedException;
}
