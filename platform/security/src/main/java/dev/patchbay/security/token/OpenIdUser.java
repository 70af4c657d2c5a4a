package dev.patchbay.security.token;

/** Somebody whom an OpenID provider has signed in just now. Immutable; holds no token. */
public final class OpenIdUser {
    private final String subject;
    private final Claims claims;

    OpenIdUser(String subject, Claims claims) {
        this.subject = subject;
        this.claims = claims;
    }

    /**
     * Returns who it is.
     *
     * @return the claim {@code sub}, which names one user of the provider for ever; 1 to 255 characters
     */
    public String subject() {
        return subject;
    }

    /**
     * Returns whether a claim has or lists a value.
     *
     * @param claim its name, with dots for one inside objects, as in {@code realm_access.roles}
     * @param value the value
     * @return whether it does
     */
    public boolean holds(String claim, String value) {
        return claims.holds(claim, value);
    }

    @Override
    public String toString() {
        return "OpenIdUser[" + subject + "]";
    }
}
