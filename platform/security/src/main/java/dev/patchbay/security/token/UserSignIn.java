package dev.patchbay.security.token;

import dev.patchbay.egress.AddressRule;
import java.io.IOException;
import java.net.InetAddress;
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
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Signs a user in at the authorization server whose tokens are taken, to learn whom a browser belongs to: the
 * authorization code grant with PKCE, for an access token for ourselves, which is then checked like that of any caller.
 *
 * <p>Threads: safe for all; never blocks.
 *
 * <p>Source: OAuth 2.1, section 4.1; RFC 7636; RFC 8707; RFC 9207; MCP 2026-07-28, basic/authorization.
 */
public final class UserSignIn implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final String issuer;
    private final String resource;
    private final String scopes;
    private final Client client;
    private final Fetcher fetcher;
    private final LongSupplier nanos;
    private volatile @Nullable Held held;

    /**
     * How we are known at the authorization server.
     *
     * @param id our client id
     * @param secret our secret, empty for a public client
     */
    public record Client(String id, String secret) {
        /** Leaves the secret out. */
        @Override
        public String toString() {
            return "Client[id=" + id + "]";
        }
    }

    /**
     * Where an authorization server is asked, and how it answers.
     *
     * @param authorization where browsers go
     * @param token where codes are exchanged
     * @param namesItself whether it says in its answers who it is
     */
    private record Endpoints(URI authorization, URI token, boolean namesItself) {}

    private record Held(Endpoints endpoints, long since) {}

    /**
     * Makes the way to sign in. Nothing is fetched yet.
     *
     * @param settings whose tokens are taken; users sign in at the first issuer
     * @param client how we are known there
     * @param tls how servers prove who they are
     */
    public UserSignIn(TokenSettings settings, Client client, SSLContext tls) {
        this(settings, client, new Fetcher(new AddressRule(settings.allowedNetworks()), InetAddress::getAllByName, tls,
                LIMIT), System::nanoTime);
    }

    UserSignIn(TokenSettings settings, Client client, Fetcher fetcher, LongSupplier nanos) {
        this.issuer = settings.issuers().getFirst().issuer();
        this.resource = settings.resource();
        this.scopes = String.join(" ", settings.scopes());
        this.client = client;
        this.fetcher = fetcher;
        this.nanos = nanos;
    }

    /**
     * Returns where users sign in.
     *
     * @return the issuer
     */
    public String issuer() {
        return issuer;
    }

    /**
     * Returns where a browser goes to sign its user in.
     *
     * @param state comes back with the answer
     * @param challenge of PKCE, S256
     * @param redirect where the browser comes back
     * @return the address; fails with {@link IOException} only
     */
    public CompletableFuture<URI> address(String state, String challenge, String redirect) {
        return endpoints().thenCompose(endpoints -> {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("response_type", "code");
            parameters.put("client_id", client.id());
            parameters.put("redirect_uri", redirect);
            parameters.put("state", state);
            parameters.put("code_challenge", challenge);
            parameters.put("code_challenge_method", "S256");
            parameters.put("resource", resource);
            if (!scopes.isEmpty()) {
                parameters.put("scope", scopes);
            }
            String text = endpoints.authorization().toString();
            return parsed(() -> URI.create(text + (text.indexOf('?') < 0 ? "?" : "&") + form(parameters)));
        });
    }

    /**
     * Exchanges what a browser has brought for an access token.
     *
     * @param code the authorization code
     * @param iss who the answer says it is of, if it says so
     * @param verifier of PKCE
     * @param redirect where the browser came back
     * @return the access token, not checked yet; fails with {@link IOException} only
     */
    public CompletableFuture<String> accessToken(String code, Optional<String> iss, String verifier, String redirect) {
        return endpoints().thenCompose(endpoints -> {
            if (iss.isPresent() ? !iss.get().equals(issuer) : endpoints.namesItself()) {
                return CompletableFuture.failedFuture(new IOException("the answer is of another authorization server"));
            }
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("grant_type", "authorization_code");
            parameters.put("code", code);
            parameters.put("redirect_uri", redirect);
            parameters.put("client_id", client.id());
            parameters.put("code_verifier", verifier);
            parameters.put("resource", resource);
            return fetcher.post(endpoints.token(), form(parameters), authorization()).thenCompose(UserSignIn::token);
        });
    }

    private @Nullable String authorization() {
        return client.secret().isEmpty()
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(
                        (encoded(client.id()) + ":" + encoded(client.secret())).getBytes(StandardCharsets.US_ASCII));
    }

    private static CompletableFuture<String> token(byte[] json) {
        Map<String, Object> answer = StrictJson.object(json).orElse(Map.of());
        return answer.get("access_token") instanceof String token && answer.get("token_type") instanceof String type
                && type.equalsIgnoreCase("bearer")
                        ? CompletableFuture.completedFuture(token)
                        : CompletableFuture.failedFuture(new IOException("it gives no bearer token"));
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

    /** Ends the threads that ask the authorization server. */
    @Override
    public void close() {
        fetcher.close();
    }
}
