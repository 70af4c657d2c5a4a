package dev.patchbay.security.token;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code grant with PKCE at one authorization server, which is asked where its endpoints are, and not
 * used if it does not offer PKCE with S256.
 *
 * <p>Threads: safe for all; never blocks.
 *
 * <p>Source: OAuth 2.1, section 4.1; RFC 7636; RFC 8414; RFC 9207.
 */
final class CodeGrant {
    static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final String issuer;
    private final UserSignIn.Client client;
    private final Fetcher fetcher;
    private final LongSupplier nanos;
    private volatile @Nullable Held held;

    /**
     * Where an authorization server is asked, and how it answers.
     *
     * @param authorization where browsers go
     * @param token where codes are exchanged
     * @param namesItself whether it says in its answers who it is
     */
    private record Endpoints(URI authorization, URI token, boolean namesItself) {}

    private record Held(Endpoints endpoints, long since) {}

    CodeGrant(String issuer, UserSignIn.Client client, Fetcher fetcher, LongSupplier nanos) {
        this.issuer = issuer;
        this.client = client;
        this.fetcher = fetcher;
        this.nanos = nanos;
    }

    String issuer() {
        return issuer;
    }

    /** Where a browser goes. Fails with {@link IOException} only. */
    CompletableFuture<URI> address(String state, String challenge, String redirect, Map<String, String> more) {
        return endpoints().thenCompose(endpoints -> {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("response_type", "code");
            parameters.put("client_id", client.id());
            parameters.put("redirect_uri", redirect);
            parameters.put("state", state);
            parameters.put("code_challenge", challenge);
            parameters.put("code_challenge_method", "S256");
            parameters.putAll(more);
            String text = endpoints.authorization().toString();
            return parsed(() -> URI.create(text + (text.indexOf('?') < 0 ? "?" : "&") + form(parameters)));
        });
    }

    /** What the server gives for a code. Fails with {@link IOException} only. */
    CompletableFuture<Map<String, Object>> exchange(String code, Optional<String> iss, String verifier,
            String redirect, Map<String, String> more) {
        return endpoints().thenCompose(endpoints -> {
            if (iss.isPresent() ? !iss.get().equals(issuer) : endpoints.namesItself()) {
                return CompletableFuture.failedFuture(new SignInRefusedException("issuer_mismatch",
                        "the answer is of another authorization server"));
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("grant_type", "authorization_code");
            parameters.put("code", code);
            parameters.put("redirect_uri", redirect);
            parameters.put("client_id", client.id());
            parameters.put("code_verifier", verifier);
            parameters.putAll(more);
            return fetcher.post(endpoints.token(), form(parameters), authorization())
                    .thenApply(json -> StrictJson.object(json).orElse(Map.of()));
        });
    }

    private @Nullable String authorization() {
        return client.secret().isEmpty()
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(
                        (encoded(client.id()) + ":" + encoded(client.secret())).getBytes(StandardCharsets.US_ASCII));
    }

    private CompletableFuture<Endpoints> endpoints() {
        Held known = held;
        if (known != null && nanos.getAsLong() - known.since() < KEPT.toNanos()) {
            return CompletableFuture.completedFuture(known.endpoints());
        }
        return IssuerMetadata.of(issuer, fetcher).thenCompose(metadata -> parsed(() -> {
            if (!(metadata.get("code_challenge_methods_supported") instanceof List<?> methods)
                    || !methods.contains("S256")) {
                throw new IllegalArgumentException("its metadata do not offer PKCE with S256");
            }
            return new Endpoints(endpoint(metadata, "authorization_endpoint"), endpoint(metadata, "token_endpoint"),
                    Boolean.TRUE.equals(metadata.get("authorization_response_iss_parameter_supported")));
        })).whenComplete((endpoints, problem) -> {
            if (endpoints != null) {
                held = new Held(endpoints, nanos.getAsLong());
            }
        });
    }

    private URI endpoint(Map<String, Object> metadata, String name) {
        if (metadata.get(name) instanceof String text) {
            URI uri = URI.create(text);
            boolean isPlainAsIssuer = "http".equals(uri.getScheme()) && issuer.startsWith("http:");
            if (uri.getHost() != null && uri.getRawFragment() == null
                    && ("https".equals(uri.getScheme()) || isPlainAsIssuer)) {
                return uri;
            }
        }
        throw new IllegalArgumentException("its metadata have no usable " + name);
    }

    private static <T> CompletableFuture<T> parsed(Supplier<T> parse) {
        try {
            return CompletableFuture.completedFuture(parse.get());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new IOException(e.getMessage(), e));
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
