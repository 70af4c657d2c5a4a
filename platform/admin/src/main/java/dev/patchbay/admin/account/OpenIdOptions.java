package dev.patchbay.admin.account;

import dev.patchbay.security.token.OpenIdSignIn;
import dev.patchbay.store.administration.AdminRole;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * How administrators sign in at an OpenID provider.
 *
 * @param signIn the provider; closed with the interface
 * @param roleClaim the claim of the ID token that says what somebody may do
 * @param roles which value of it gives which role; whoever has none of them does not get in
 * @param publicUrl under which browsers reach the interface; empty: the address that is listened on
 */
public record OpenIdOptions(OpenIdSignIn signIn, String roleClaim, Map<String, AdminRole> roles,
        Optional<URI> publicUrl) {
    /** Copies the roles. */
    public OpenIdOptions {
        roles = Map.copyOf(roles);
    }
}
