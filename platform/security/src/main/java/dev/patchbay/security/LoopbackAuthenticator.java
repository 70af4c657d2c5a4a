package dev.patchbay.security;

/** Dev mode: whoever calls from this machine is the client {@code local}, nobody else is served. */
public final class LoopbackAuthenticator implements Authenticator {
    private static final Authentication LOCAL = new Authentication.Known(ClientIdentity.LOCAL);
    private static final Authentication REFUSED = new Authentication.Refused("not_loopback",
            "Dev mode serves callers from this machine only. Use 'patchbay serve' to serve others.",
            Authentication.Reason.MISSING);

    @Override
    public Authentication authenticate(Credentials credentials) {
        return credentials.isLoopback() ? LOCAL : REFUSED;
    }
}
