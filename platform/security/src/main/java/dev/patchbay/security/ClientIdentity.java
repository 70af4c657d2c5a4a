package dev.patchbay.security;

import dev.patchbay.api.call.Caller;
import java.util.Set;

/**
 * A client as the host knows it. Immutable.
 *
 * @param id stable and unique; sessions and sealed states are bound to it
 * @param displayName a name for people
 * @param roles what an administrator gave it
 */
public record ClientIdentity(String id, String displayName, Set<String> roles) implements Caller {
    /** The anonymous loopback caller of dev mode. */
    public static final ClientIdentity LOCAL = new ClientIdentity("local", "Local client", Set.of());

    /** Copies the roles. */
    public ClientIdentity {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A client has an id");
        }
        roles = Set.copyOf(roles);
    }
}
