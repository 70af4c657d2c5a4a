package dev.patchbay.plugins.github;

import dev.patchbay.api.PluginContext;
import dev.patchbay.connector.Credential;
import dev.patchbay.connector.RestClient;
import dev.patchbay.connector.RestResponse;
import dev.patchbay.connector.Withholding;
import java.time.InstantSource;
import java.util.Optional;

/** Makes the client that the configuration asks for. */
final class GithubClients {
    private static final String SERVICE = "GitHub";

    private final GithubConfiguration configuration;
    private final PluginContext context;
    private final Withholding withholding;

    GithubClients(GithubConfiguration configuration, PluginContext context, Withholding withholding) {
        this.configuration = configuration;
        this.context = context;
        this.withholding = withholding;
    }

    RestClient client() {
        RestClient.Builder builder = builder(credentialName()).observer(this::observe);
        return switch (configuration.authentication()) {
            case NONE -> builder.build();
            case TOKEN -> builder.credential(call -> context.secret(configuration.tokenSecret())).build();
            case APP -> builder.credential(app()).build();
        };
    }

    private AppCredential app() {
        String id = needed(configuration.appId(), "appId");
        long installation = needed(configuration.installationId(), "installationId");
        return new AppCredential(id, installation, () -> context.secret(configuration.appKeySecret()),
                jwt -> tokens(jwt), permissions -> withholding.credentialLacks(
                        Abilities.lackingPermissions(permissions)),
                InstantSource.system());
    }

    private RestClient tokens(Credential jwt) {
        return builder("the App's id, its installation and the secret " + configuration.appKeySecret())
                .credential(jwt).build();
    }

    private static <T> T needed(Optional<T> value, String key) {
        return value.orElseThrow(() -> new IllegalArgumentException("authentication is app, but " + key
                + " is not configured"));
    }

    private String credentialName() {
        return switch (configuration.authentication()) {
            case NONE -> "the configuration: without authentication only public things can be read";
            case TOKEN -> "the secret " + configuration.tokenSecret();
            case APP -> "the installation " + configuration.installationId().orElse(0L) + " of the App";
        };
    }

    private RestClient.Builder builder(String credential) {
        return RestClient.builder(context.http(), SERVICE, configuration.url())
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", configuration.apiVersion())
                .concurrency(configuration.concurrency())
                .failures(new GithubFailures(credential));
    }

    /** A classic token tells its scopes with every answer; nothing is asked for that. */
    private void observe(RestResponse response) {
        if (configuration.authentication() == Authentication.TOKEN && response.status() != 401) {
            Abilities.lackingScopes(response).ifPresent(withholding::credentialLacks);
        }
    }
}
