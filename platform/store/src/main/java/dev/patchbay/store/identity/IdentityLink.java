package dev.patchbay.store.identity;

import dev.patchbay.store.StoredText;

/**
 * Says which client a caller is who proved an identity from elsewhere.
 *
 * @param kind what kind of identity
 * @param issuer who vouches for it: the token's issuer, the certificate authority's name or empty, the plugin's id
 * @param value the identity itself, compared exactly
 * @param clientId the client
 */
public record IdentityLink(Kind kind, String issuer, String value, String clientId) {
    /** What kind of identity is linked. */
    public enum Kind {
        /** The {@code sub} of a token. */
        OAUTH_SUBJECT,
        /** The {@code client_id} of a token. */
        OAUTH_CLIENT,
        /** The subject of a certificate. */
        CERTIFICATE_SUBJECT,
        /** A subject alternative name of a certificate. */
        CERTIFICATE_SAN,
        /** What an authenticator of a plugin returned. */
        PLUGIN
    }

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public IdentityLink {
        StoredText.text("the issuer of a linked identity", issuer, 1_000);
        StoredText.filled("a linked identity", value, 1_000);
        StoredText.name("client", clientId);
    }
}
