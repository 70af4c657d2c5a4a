package dev.patchbay.security.token;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What we say of ourselves as a protected resource, and how a refusal points to it. Values only; a transport sends them.
 * Immutable.
 *
 * <p>Source: RFC 9728; RFC 6750, section 3; MCP 2026-07-28, basic/authorization.
 */
public final class ResourceMetadata {
    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private final TokenSettings settings;
    private final URI url;

    private ResourceMetadata(TokenSettings settings) {
        this.settings = settings;
        URI resource = URI.create(settings.resource());
        this.url = URI.create(resource.getScheme() + "://" + resource.getRawAuthority() + WELL_KNOWN
                + resource.getRawPath());
    }

    /**
     * Makes the metadata.
     *
     * @param settings whose tokens are taken
     * @return the metadata; empty if no issuer is configured, since there is nobody to send a client to
     */
    public static Optional<ResourceMetadata> of(TokenSettings settings) {
        return settings.issuers().isEmpty() ? Optional.empty() : Optional.of(new ResourceMetadata(settings));
    }

    /**
     * Returns the paths under which the document is served: with our own path behind, and bare.
     *
     * @return the paths, the first of them the one that {@link #url} names
     */
    public List<String> paths() {
        String path = url.getRawPath();
        return path.equals(WELL_KNOWN) ? List.of(WELL_KNOWN) : List.of(path, WELL_KNOWN);
    }

    /**
     * Returns where the document is.
     *
     * @return the URL for {@code resource_metadata}
     */
    public URI url() {
        return url;
    }

    /**
     * Returns the document.
     *
     * @return the members of the JSON object, in order
     */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("resource", settings.resource());
        document.put("authorization_servers", settings.issuers().stream().map(IssuerSettings::issuer).toList());
        if (!settings.scopes().isEmpty()) {
            document.put("scopes_supported", List.copyOf(settings.scopes()));
        }
        document.put("bearer_methods_supported", List.of("header"));
        document.put("resource_name", "Patchbay");
        return document;
    }

    /**
     * Returns the value of {@code WWW-Authenticate} for status 401.
     *
     * @param metadata our metadata, null if no issuer is configured
     * @param error the error, empty if nothing was brought
     * @param message what is wrong
     * @return the header's value
     */
    public static String unauthorized(@Nullable ResourceMetadata metadata, String error, String message) {
        return challenge(metadata, error, message, metadata == null ? Set.of() : metadata.settings.scopes());
    }

    /**
     * Returns the value of {@code WWW-Authenticate} for status 403 where scopes are missing.
     *
     * @param metadata our metadata, null if no issuer is configured
     * @param scopes all scopes that the operation needs, those the caller has among them
     * @return the header's value
     */
    public static String insufficientScope(@Nullable ResourceMetadata metadata, Set<String> scopes) {
        return challenge(metadata, "insufficient_scope", "This needs more scopes than the access token has.", scopes);
    }

    private static String challenge(@Nullable ResourceMetadata metadata, String error, String message,
            Set<String> scopes) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (!error.isEmpty()) {
            parameters.put("error", error);
            parameters.put("error_description", printable(message));
        }
        if (!scopes.isEmpty()) {
            parameters.put("scope", String.join(" ", new TreeSet<>(scopes)));
        }
        if (metadata != null) {
            parameters.put("resource_metadata", metadata.url.toString());
        }
        StringBuilder text = new StringBuilder("Bearer");
        parameters.forEach((name, value) -> text.append(text.length() == 6 ? " " : ", ").append(name).append("=\"")
                .append(value).append('"'));
        return text.toString();
    }

    /** What RFC 6750 lets stand in a description: printable ASCII without quote and backslash. */
    private static String printable(String message) {
        StringBuilder text = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            text.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? '\'' : c);
        }
        return text.toString();
    }
}
