package dev.patchbay.security;

import dev.patchbay.api.call.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A client as the host knows it, and how this request showed that it is the one. Immutable; holds no secret.
 *
 * @param id stable and unique; sessions and sealed states are bound to it
 * @param displayName a name for people
 * @param roles what an administrator gave it, and what its token's scopes and claims are mapped to
 * @param scopes what its token allows; empty without one
 * @param scoped whether it came with a token, so that the scopes bind
 * @param method how it was known: one of the constants of this class
 * @param credentialId names the key, token, certificate or subject among all of this client; not the secret itself
 * @param expiresAt when what it came with stops being valid
 * @param tokenRoles those of the roles that follow from its token
 */
public record ClientIdentity(String id, String displayName, Set<String> roles, Set<String> scopes, boolean scoped,
        String method, String credentialId, Optional<Instant> expiresAt, Set<String> tokenRoles) implements Caller {
    /** Known by an API key. */
    public static final String KEY = "key";
    /** Known by a token of an authorization server. */
    public static final String TOKEN = "token";
    /** Known by the certificate of its connection. */
    public static final String CERTIFICATE = "certificate";
    /** Known by what a plugin says. */
    public static final String PLUGIN = "plugin";
    /** Known by where it is or how it was started: dev mode and stdio. */
    public static final String LOCAL_METHOD = "local";

    /** The anonymous loopback caller of dev mode. */
    public static final ClientIdentity LOCAL = new ClientIdentity("local", "Local client", Set.of());

    /** Copies the sets. */
    public ClientIdentity {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A client has an id");
        }
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        tokenRoles = Set.copyOf(tokenRoles);
        if (!scoped && !scopes.isEmpty()) {
            throw new IllegalArgumentException("Scopes come with a token only");
        }
    }

    /**
     * Makes a client whose roles are all an administrator's.
     *
     * @param id stable and unique
     * @param displayName a name for people
     * @param roles what an administrator gave it
     * @param scopes what its token allows
     * @param scoped whether it came with a token
     * @param method how it was known
     * @param credentialId names the credential
     * @param expiresAt when what it came with stops being valid
     */
    public ClientIdentity(String id, String displayName, Set<String> roles, Set<String> scopes, boolean scoped,
            String method, String credentialId, Optional<Instant> expiresAt) {
        this(id, displayName, roles, scopes, scoped, method, credentialId, expiresAt, Set.of());
    }

    /**
     * Makes a client that is known without a credential of its own: by how it was started.
     *
     * @param id stable and unique
     * @param displayName a name for people
     * @param roles what an administrator gave it
     */
    public ClientIdentity(String id, String displayName, Set<String> roles) {
        this(id, displayName, roles, Set.of(), false, LOCAL_METHOD, id, Optional.empty());
    }

    /**
     * Tells whether the scopes of this caller cover one that is asked for: itself, or one above it, as {@code files}
     * covers {@code files:read}. Whoever came without a token is not bound by scopes.
     *
     * @param scope what is asked for
     * @return true if so
     */
    public boolean covers(String scope) {
        if (!scoped || scopes.contains(scope)) {
            return true;
        }
        for (int colon = scope.lastIndexOf(':'); colon > 0; colon = scope.lastIndexOf(':', colon - 1)) {
            if (scopes.contains(scope.substring(0, colon))) {
                return true;
            }
        }
        return false;
    }
}
