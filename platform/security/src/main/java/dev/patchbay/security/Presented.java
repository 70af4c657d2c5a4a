package dev.patchbay.security;

/**
 * An {@code Authorization} header taken apart.
 *
 * @param scheme its scheme in lower case, such as {@code bearer}
 * @param value what follows; never logged
 * @param credentials the request's credentials, the header among them
 */
public record Presented(String scheme, String value, Credentials credentials) {
    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "Presented[scheme=" + scheme + ", value=***, credentials=" + credentials + "]";
    }
}
