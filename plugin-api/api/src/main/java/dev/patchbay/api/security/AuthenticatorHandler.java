package dev.patchbay.api.security;

import dev.patchbay.api.Preview;
import java.util.Optional;

/**
 * The code behind a scheme of authentication. Implemented by plugins and contributed with
 * {@link dev.patchbay.api.Contributions.Builder#authenticator}.
 *
 * <p>The host asks it for requests whose {@code Authorization} header has its scheme, remembers an answer for 30 seconds,
 * and waits for one for two seconds at most. It never sees the credentials of another scheme, and never a bearer token.
 *
 * <p>Threads: called by several threads at once.
 */
@Preview(until = "1.2")
@FunctionalInterface
public interface AuthenticatorHandler {
    /**
     * Finds out who credentials are of.
     *
     * @param credentials what the caller sent
     * @return who it is; empty if the credentials are wrong, have expired or were revoked
     * @throws Exception if it cannot be found out; the caller is refused, and the log says why
     */
    Optional<Authenticated> authenticate(PresentedCredentials credentials) throws Exception;
}
