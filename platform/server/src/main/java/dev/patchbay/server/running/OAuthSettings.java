package dev.patchbay.server.running;

import dev.patchbay.egress.Network;
import dev.patchbay.security.token.IntrospectionSettings;
import dev.patchbay.security.token.IssuerSettings;
import dev.patchbay.security.token.TokenSettings;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ServeSettings;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whose access tokens are taken. */
final class OAuthSettings {
    private OAuthSettings() {}

    /**
     * Reads them.
     *
     * @throws IllegalArgumentException if they do not go together; the message names the setting
     */
    static Optional<TokenSettings> of(Configuration configuration) {
        String issuer = configuration.get(ServeSettings.OAUTH_ISSUER);
        if (issuer.isEmpty()) {
            return Optional.empty();
        }
        String resource = configuration.get(ServeSettings.OAUTH_RESOURCE);
        if (resource.isEmpty()) {
            throw new IllegalArgumentException("oauth.issuer is set, and oauth.resource is not. Set it to the URL under"
                    + " which clients know this server, such as https://mcp.example.com/mcp; tokens must name it as"
                    + " their audience.");
        }
        IssuerSettings.Builder builder = IssuerSettings.builder(issuer)
                .algorithms(Set.copyOf(configuration.get(ServeSettings.OAUTH_ALGORITHMS)));
        String keys = configuration.get(ServeSettings.OAUTH_KEYS);
        if (!keys.isEmpty()) {
            builder.keys(URI.create(keys));
        }
        String introspection = configuration.get(ServeSettings.OAUTH_INTROSPECTION);
        if (!introspection.isEmpty()) {
            builder.introspection(new IntrospectionSettings(URI.create(introspection),
                    configuration.get(ServeSettings.OAUTH_INTROSPECTION_CLIENT),
                    configuration.get(ServeSettings.OAUTH_INTROSPECTION_SECRET)));
        }
        return Optional.of(new TokenSettings(resource, List.of(builder.build()),
                Set.copyOf(configuration.get(ServeSettings.OAUTH_SCOPES)),
                configuration.get(ServeSettings.OAUTH_ALLOWED_NETWORKS).stream().map(Network::of).toList()));
    }
}
