package dev.patchbay.security.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResourceMetadataTest {
    private static final IssuerSettings ISSUER = IssuerSettings.builder("https://as.example/realms/acme").build();

    private static ResourceMetadata metadata(String resource, String... scopes) {
        return ResourceMetadata.of(new TokenSettings(resource, List.of(ISSUER), Set.of(scopes), List.of()))
                .orElseThrow();
    }

    @Test
    void withoutAnIssuerThereIsNone() {
        assertThat(ResourceMetadata.of(new TokenSettings("https://mcp.example.com/mcp", List.of(), Set.of(),
                List.of()))).isEmpty();
    }

    @Test
    void theDocumentNamesUsAndWhoIssuesTokensForUs() {
        assertThat(metadata("https://mcp.example.com/mcp", "files:read", "a").document()).isEqualTo(Map.of(
                "resource", "https://mcp.example.com/mcp",
                "authorization_servers", List.of("https://as.example/realms/acme"),
                "scopes_supported", List.of("a", "files:read"), "bearer_methods_supported", List.of("header"),
                "resource_name", "Patchbay"));
    }

    @Test
    void theWellKnownPathGoesBetweenHostAndPath() {
        assertThat(metadata("https://mcp.example.com:8443/team/mcp").url())
                .hasToString("https://mcp.example.com:8443/.well-known/oauth-protected-resource/team/mcp");
        assertThat(metadata("https://mcp.example.com/mcp").paths()).containsExactly(
                "/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource");
        assertThat(metadata("https://mcp.example.com").paths())
                .containsExactly("/.well-known/oauth-protected-resource");
    }

    @Test
    void aRefusalPointsToTheDocument() {
        ResourceMetadata metadata = metadata("https://mcp.example.com/mcp", "files:read");

        assertThat(ResourceMetadata.unauthorized(metadata, "", "Send a token.")).isEqualTo(
                "Bearer scope=\"files:read\", resource_metadata=\"https://mcp.example.com/.well-known/"
                        + "oauth-protected-resource/mcp\"");
        assertThat(ResourceMetadata.unauthorized(metadata, "invalid_token", "The \"token\"\r\nX: y has expired."))
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"The 'token'''X: y has expired.\", "
                        + "scope=\"files:read\", resource_metadata=\"https://mcp.example.com/.well-known/"
                        + "oauth-protected-resource/mcp\"");
        assertThat(ResourceMetadata.insufficientScope(metadata, Set.of("b", "a"))).isEqualTo(
                "Bearer error=\"insufficient_scope\", error_description=\"This needs more scopes than the access token"
                        + " has.\", scope=\"a b\", resource_metadata=\"https://mcp.example.com/.well-known/"
                        + "oauth-protected-resource/mcp\"");
    }

    @Test
    void withoutAnIssuerARefusalPointsToNothing() {
        assertThat(ResourceMetadata.unauthorized(null, "", "x")).isEqualTo("Bearer");
        assertThat(ResourceMetadata.unauthorized(null, "invalid_token", "Invalid API key"))
                .isEqualTo("Bearer error=\"invalid_token\", error_description=\"Invalid API key\"");
    }
}
