package dev.patchbay.security;

import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLink.Kind;
import java.util.Locale;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An identity of elsewhere in the one form in which it is compared. Names of certificates have many texts of the same
 * meaning; all others are compared character by character.
 *
 * @param kind what kind of identity
 * @param issuer who vouches for it
 * @param value the identity
 */
record LinkId(Kind kind, String issuer, String value) {
    private static final Logger LOG = LoggerFactory.getLogger(LinkId.class);

    /** The form of a stored link; empty if it is none that anybody could have. */
    static Optional<LinkId> of(IdentityLink link) {
        try {
            return Optional.of(switch (link.kind()) {
                case CERTIFICATE_SUBJECT -> new LinkId(link.kind(), canonical(link.issuer()), canonical(link.value()));
                case CERTIFICATE_SAN -> new LinkId(link.kind(), canonical(link.issuer()), link.value());
                case OAUTH_SUBJECT, OAUTH_CLIENT, PLUGIN -> new LinkId(link.kind(), link.issuer(), link.value());
            });
        } catch (IllegalArgumentException e) {
            LOG.warn("The link of client {} to '{}' of '{}' is no name of a certificate and links nobody",
                    link.clientId(), link.value(), link.issuer());
            return Optional.empty();
        }
    }

    private static String canonical(String name) {
        return name.isEmpty() ? name : new X500Principal(name).getName(X500Principal.CANONICAL);
    }

    /** How a caller that came by it was known. */
    String method() {
        return switch (kind) {
            case OAUTH_SUBJECT, OAUTH_CLIENT -> ClientIdentity.TOKEN;
            case CERTIFICATE_SUBJECT, CERTIFICATE_SAN -> ClientIdentity.CERTIFICATE;
            case PLUGIN -> ClientIdentity.PLUGIN;
        };
    }

    /** Names it among the credentials of a client. */
    String text() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + issuer + " " + value;
    }
}
