package dev.patchbay.security.token;

import java.net.URI;

/**
 * How an authorization server is asked about opaque tokens.
 *
 * <p>Source: RFC 7662.
 *
 * @param endpoint where
 * @param clientId as whom we ask
 * @param clientSecret what shows that we are; never printed
 */
public record IntrospectionSettings(URI endpoint, String clientId, String clientSecret) {
    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "IntrospectionSettings[endpoint=" + endpoint + ", clientId=" + clientId + ", clientSecret=***]";
    }
}
