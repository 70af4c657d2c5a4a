package dev.patchbay.security.token;

import dev.patchbay.egress.AddressRule;
import dev.patchbay.egress.Network;
import dev.patchbay.security.Authentication.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;

/**
 * Signs somebody in at an OpenID provider, to learn who it is: the authorization code grant with PKCE, and the ID token
 * that comes of it. The access token is not kept.
 *
 * <p>Threads: safe for all; never blocks.
 *
 * <p>Source: OpenID Connect Core 1.0, section 3.1; OAuth 2.1, section 4.1; RFC 7636; RFC 9207.
 */
public final class OpenIdSignIn implements AutoCloseable {
    private final String scope;
    private final Fetcher fetcher;
    private final CodeGrant grant;
    private final SignedTokens signed;

    /**
     * Makes the way to sign in. Nothing is fetched yet.
     *
     * @param issuer the provider
     * @param client how we are known there; its ID tokens have this id as their audience
     * @param scopes what is asked for beside {@code openid}
     * @param networks where the provider may be beside the public Internet
     * @param tls how servers prove who they are
     * @param clock the time
     */
    public OpenIdSignIn(IssuerSettings issuer, UserSignIn.Client client, List<String> scopes, List<Network> networks,
            SSLContext tls, InstantSource clock) {
        this(issuer, client, scopes,
                new Fetcher(new AddressRule(networks), InetAddress::getAllByName, tls, CodeGrant.LIMIT), clock,
                System::nanoTime);
    }

    OpenIdSignIn(IssuerSettings issuer, UserSignIn.Client client, List<String> scopes, Fetcher fetcher,
            InstantSource clock, LongSupplier nanos) {
        Set<String> all = new LinkedHashSet<>(List.of("openid"));
        all.addAll(scopes);
        this.scope = String.join(" ", all);
        this.fetcher = fetcher;
        this.grant = new CodeGrant(issuer.issuer(), client, fetcher, nanos);
        this.signed = new SignedTokens(List.of(issuer), fetcher, new IdTokenChecks(client.id(), clock),
                nanos::getAsLong);
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
     * @param nonce comes back in the ID token
     * @param challenge of PKCE, S256
     * @param redirect where the browser comes back
     * @return the address; fails with {@link IOException} only
     */
    public CompletableFuture<URI> address(String state, String nonce, String challenge, String redirect) {
        return grant.address(state, challenge, redirect, Map.of("scope", scope, "nonce", nonce));
    }

    /**
     * Finds out who came back.
     *
     * @param code the authorization code
     * @param iss who the answer says it is of, if it says so
     * @param verifier of PKCE
     * @param nonce that this sign-in began with
     * @param redirect where the browser came back
     * @return who it is; fails with {@link SignInRefusedException} if the provider's answer signs nobody in, and with
     *         another {@link IOException} if it gives none
     */
    public CompletableFuture<OpenIdUser> user(String code, Optional<String> iss, String verifier, String nonce,
            String redirect) {
        return grant.exchange(code, iss, verifier, redirect, Map.of()).thenCompose(answer -> {
            if (!(answer.get("id_token") instanceof String token)) {
                return CompletableFuture.failedFuture(new SignInRefusedException("no_id_token",
                        "it gives no ID token"));
            }
            return verified(token).thenCompose(found -> user(found, nonce));
        });
    }

    private CompletableFuture<VerifiedToken> verified(String token) {
        if (!Jwt.hasForm(token)) {
            return CompletableFuture.failedFuture(new SignInRefusedException("token_malformed",
                    "its ID token is not signed"));
        }
        return signed.verify(token).exceptionallyCompose(
                problem -> CompletableFuture.failedFuture(readable(problem)));
    }

    /** That the keys cannot be fetched says nothing about the token. */
    private static IOException readable(Throwable problem) {
        Optional<TokenRefusedException> refused = TokenRefusedException.in(problem)
                .filter(found -> found.refused().reason() != Reason.UNAVAILABLE);
        return refused.<IOException>map(found -> new SignInRefusedException(found.refused().code(),
                "its ID token is refused (" + found.refused().code() + ")"))
                .orElseGet(() -> new IOException("its ID token cannot be checked", problem));
    }

    private static CompletableFuture<OpenIdUser> user(VerifiedToken token, String nonce) {
        try {
            byte[] found = token.claims().text("nonce").orElse("").getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(nonce.getBytes(StandardCharsets.UTF_8), found)) {
                return CompletableFuture.completedFuture(
                        new OpenIdUser(token.subject().orElseThrow(), token.claims()));
            }
        } catch (TokenRefusedException e) {
            return CompletableFuture.failedFuture(new SignInRefusedException("token_nonce", "its nonce is no text"));
        }
        return CompletableFuture.failedFuture(new SignInRefusedException("token_nonce",
                "its ID token is of another sign-in"));
    }

    /** Ends the threads that ask the provider. */
    @Override
    public void close() {
        signed.close();
        fetcher.close();
    }
}
