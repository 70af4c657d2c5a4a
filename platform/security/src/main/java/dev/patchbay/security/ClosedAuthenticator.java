package dev.patchbay.security;

/** Serve mode as long as no client can be created: nobody is anonymous, so nobody is served. */
public final class ClosedAuthenticator implements Authenticator {
    private static final Authentication REFUSED = new Authentication.Refused("no_clients",
            "No clients exist yet, and nobody is served without one. Use 'patchbay dev' to try things on this machine.",
            Authentication.Reason.MISSING);

    @Override
    public Authentication authenticate(Credentials credentials) {
        return REFUSED;
    }
}
