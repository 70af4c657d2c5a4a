package dev.patchbay.api.security;

import dev.patchbay.api.Preview;
import java.util.Objects;

/** What a caller sent in its {@code Authorization} header. Immutable; its text form leaves the secret out. */
@Preview(until = "1.2")
public final class PresentedCredentials {
    private final String scheme;
    private final String value;

    private PresentedCredentials(String scheme, String value) {
        this.scheme = Objects.requireNonNull(scheme, "scheme");
        this.value = Objects.requireNonNull(value, "value");
    }

    /**
     * Makes what a caller sent.
     *
     * @param scheme the scheme in lower case
     * @param value what followed it
     * @return the credentials
     */
    public static PresentedCredentials of(String scheme, String value) {
        return new PresentedCredentials(scheme, value);
    }

    /**
     * Returns the scheme for which the plugin contributed its authenticator.
     *
     * @return the scheme in lower case, such as {@code hmac}
     */
    public String scheme() {
        return scheme;
    }

    /**
     * Returns what followed the scheme: a token or parameters. It is a secret; do not log it or keep it.
     *
     * @return printable ASCII, not empty, at most 8 KiB
     */
    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return "PresentedCredentials[scheme=" + scheme + ", value=***]";
    }
}
