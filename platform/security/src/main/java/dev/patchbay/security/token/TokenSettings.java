package dev.patchbay.security.token;

import dev.patchbay.egress.Network;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whose tokens are taken, and for what.
 *
 * @param resource our canonical URI: tokens must name it as their audience, character by character
 * @param issuers the authorization servers; at most one of them is asked about opaque tokens
 * @param scopes the scopes a client asks for at first; no {@code offline_access}, no wildcard
 * @param allowedNetworks what may be called besides the public Internet, such as {@code 10.0.0.0/8}; a loopback network
 *            allows http on it as well
 */
public record TokenSettings(String resource, List<IssuerSettings> issuers, Set<String> scopes,
        List<Network> allowedNetworks) {
    /**
     * Checks that tokens can be told apart.
     *
     * @throws IllegalArgumentException if the resource is no canonical URI, an issuer is there twice, two are asked
     *             about opaque tokens (each would see the tokens of the other), or a scope should not be asked for
     */
    public TokenSettings {
        issuers = List.copyOf(issuers);
        scopes = Collections.unmodifiableSet(new TreeSet<>(scopes));
        allowedNetworks = List.copyOf(allowedNetworks);
        checkResource(resource);
        Set<String> names = new HashSet<>();
        List<String> asked = new ArrayList<>();
        for (IssuerSettings issuer : issuers) {
            if (!names.add(issuer.issuer())) {
                throw new IllegalArgumentException("The issuer " + issuer.issuer() + " is there twice");
            }
            issuer.introspection().ifPresent(settings -> asked.add(issuer.issuer()));
        }
        if (asked.size() > 1) {
            throw new IllegalArgumentException("An opaque token does not tell its issuer, so only one may be asked"
                    + " about them, or each would see the tokens of the other: " + asked);
        }
        for (String scope : scopes) {
            if (scope.equals("offline_access") || scope.contains("*") || !scope.matches("[!#-\\[\\]-~]+")) {
                throw new IllegalArgumentException("'" + scope + "' is not a scope to ask every client for");
            }
        }
    }

    /** RFC 8707, section 2, and MCP: absolute, no fragment, no slash at the end. */
    private static void checkResource(String resource) {
        URI uri = URI.create(resource);
        if (uri.getHost() == null || uri.getRawFragment() != null || uri.getRawQuery() != null
                || resource.endsWith("/") || !resource.startsWith(uri.getScheme() + "://")) {
            throw new IllegalArgumentException("'" + resource
                    + "' is no canonical URI: use one like https://mcp.example.com/mcp, without a slash at the end");
        }
    }
}
