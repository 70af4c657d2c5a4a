package dev.patchbay.endpoint;

import dev.patchbay.endpoint.identity.Renewal;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.CredentialEvents;
import dev.patchbay.security.token.ResourceMetadata;
import java.util.Optional;

/**
 * How callers are known.
 *
 * @param authenticator finds who calls
 * @param metadata where a client gets a token; empty if no authorization server is configured
 * @param events tells which credentials ended, so that what was opened with them ends too
 * @param renewal knows callers with the rights they have now, for what is open for long
 */
public record Identification(Authenticator authenticator, Optional<ResourceMetadata> metadata,
        CredentialEvents events, Renewal renewal) {
    /** With callers that stay what they were when they came. */
    public Identification(Authenticator authenticator, Optional<ResourceMetadata> metadata, CredentialEvents events) {
        this(authenticator, metadata, events, Renewal.NONE);
    }

    /** Without an authorization server, and with credentials that never end before their time. */
    public static Identification by(Authenticator authenticator) {
        return new Identification(authenticator, Optional.empty(), new CredentialEvents());
    }
}
