package dev.patchbay.security.token;

import dev.patchbay.egress.AddressRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * Signs a user in at the authorization server whose tokens are taken, to learn whom a browser belongs to: the
 * authorization code grant with PKCE, for an access token for ourselves, which is then checked like that of any caller.
 *
 * <p>Threads: safe for all; never blocks.
 *
 * <p>Source: OAuth 2.1, section 4.1; RFC 7636; RFC 8707; RFC 9207; MCP 2026-07-28, basic/authorization.
 */
public final class UserSignIn implements AutoCloseable {
    private final String resource;
    private final String scopes;
    private final Fetcher fetcher;
    private final CodeGrant grant;

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
     * Makes the way to sign in. Nothing is fetched yet.
     *
     * @param settings whose tokens are taken; users sign in at the first issuer
     * @param client how we are known there
     * @param tls how servers prove who they are
     */
    public UserSignIn(TokenSettings settings, Client client, SSLContext tls) {
        this(settings, client, new Fetcher(new AddressRule(settings.allowedNetworks()), InetAddress::getAllByName, tls,
                CodeGrant.LIMIT), System::nanoTime);
    }

    UserSignIn(TokenSettings settings, Client client, Fetcher fetcher, LongSupplier nanos) {
        this.resource = settings.resource();
        this.scopes = String.join(" ", settings.scopes());
        this.fetcher = fetcher;
        this.grant = new CodeGrant(settings.issuers().getFirst().issuer(), client, fetcher, nanos);
    }

    /**
     * Returns where users sign in.
     *
     * @return the issuer
     */
    public String issuer() {
        return grant.issuer();
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
        Map<String, String> more = new LinkedHashMap<>();
        more.put("resource", resource);
        if (!scopes.isEmpty()) {
            more.put("scope", scopes);
        }
        return grant.address(state, challenge, redirect, more);
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
        return grant.exchange(code, iss, verifier, redirect, Map.of("resource", resource))
                .thenCompose(UserSignIn::token);
    }

    private static CompletableFuture<String> token(Map<String, Object> answer) {
        return answer.get("access_token") instanceof String token && answer.get("token_type") instanceof String type
                && type.equalsIgnoreCase("bearer")
                        ? CompletableFuture.completedFuture(token)
                        : CompletableFuture.failedFuture(new IOException("it gives no bearer token"));
    }

    /** Ends the threads that ask the authorization server. */
    @Override
    public void close() {
        fetcher.close();
    }
}
