package dev.patchbay.security.token;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Finds out where the keys of an issuer are, and what else it says of itself.
 *
 * <p>Source: RFC 8414, section 3; OpenID Connect Discovery 1.0, section 4.
 */
final class IssuerMetadata {
    private IssuerMetadata() {}

    /** Looks in the two places where metadata can be; what is found must be of the very issuer. */
    static CompletableFuture<URI> keys(String issuer, Fetcher fetcher) {
        return with(issuer, fetcher, IssuerMetadata::keys);
    }

    /** All of it. */
    static CompletableFuture<Map<String, Object>> of(String issuer, Fetcher fetcher) {
        return with(issuer, fetcher, CompletableFuture::completedFuture);
    }

    private static <T> CompletableFuture<T> with(String issuer, Fetcher fetcher,
            Function<Map<String, Object>, CompletableFuture<T>> use) {
        return fetcher.get(oauth(issuer)).thenCompose(json -> parsed(json, issuer)).thenCompose(use)
                .exceptionallyCompose(first -> fetcher.get(openId(issuer)).thenCompose(json -> parsed(json, issuer))
                        .thenCompose(use).whenComplete((found, second) -> {
                            if (second != null) {
                                second.addSuppressed(first);
                            }
                        }));
    }

    /** The well-known part goes between the host and the path. */
    private static URI oauth(String issuer) {
        URI uri = URI.create(issuer);
        String path = withoutSlash(uri.getRawPath() == null ? "" : uri.getRawPath());
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/.well-known/oauth-authorization-server"
                + path);
    }

    /** The well-known part goes behind the path. */
    private static URI openId(String issuer) {
        return URI.create(withoutSlash(issuer) + "/.well-known/openid-configuration");
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static CompletableFuture<Map<String, Object>> parsed(byte[] json, String issuer) {
        Map<String, Object> metadata = StrictJson.object(json).orElse(Map.of());
        return issuer.equals(metadata.get("issuer"))
                ? CompletableFuture.completedFuture(metadata)
                : CompletableFuture.failedFuture(new IOException("its metadata are of another issuer"));
    }

    private static CompletableFuture<URI> keys(Map<String, Object> metadata) {
        try {
            if (metadata.get("jwks_uri") instanceof String keys) {
                return CompletableFuture.completedFuture(URI.create(keys));
            }
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new IOException("its jwks_uri is no URI", e));
        }
        return CompletableFuture.failedFuture(new IOException("its metadata have no jwks_uri"));
    }
}
