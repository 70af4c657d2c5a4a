package dev.patchbay.security.token;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JOSEException;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Checks signed tokens by the keys of their issuer.
 *
 * <p>Threads: safe for all; never blocks. An RSA signature is checked by the calling thread, which costs it some 50
 * microseconds; curves cost ten times that and more, so they are checked by a few threads of their own, which a flood of
 * forged tokens cannot leave.
 */
final class SignedTokens implements AutoCloseable {
    private static final int WAITING = 256;

    private final Map<String, Source> sources = new HashMap<>();
    private final JwtChecks checks;
    private final ThreadPoolExecutor threads;

    private record Source(IssuerSettings settings, IssuerKeys keys) {}

    SignedTokens(List<IssuerSettings> issuers, Fetcher fetcher, JwtChecks checks, Ticker ticker) {
        this.checks = checks;
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.threads = new ThreadPoolExecutor(count, count, 30, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("patchbay-signatures-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        issuers.forEach(issuer -> sources.put(issuer.issuer(),
                new Source(issuer, new IssuerKeys(issuer, fetcher, ticker))));
    }

    /** What a token says, now or when its issuer has answered. Fails with {@link TokenRefusedException} only. */
    CompletableFuture<VerifiedToken> verify(String token) {
        try {
            Jwt jwt = Jwt.parse(token);
            Source source = source(jwt);
            String algorithm = checks.algorithm(jwt.header(), source.settings());
            Optional<String> keyId = checks.keyId(jwt.header());
            Optional<KeySet> known = source.keys().known();
            if (known.isPresent()) {
                List<VerificationKey> candidates = known.get().candidates(keyId.orElse(null), algorithm);
                if (!candidates.isEmpty()) {
                    return isQuick(algorithm)
                            ? CompletableFuture.completedFuture(verify(jwt, algorithm, candidates, source))
                            : verifyBeside(jwt, algorithm, candidates, source);
                }
            }
            return fetchAndVerify(jwt, algorithm, keyId, source);
        } catch (TokenRefusedException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static boolean isQuick(String algorithm) {
        return algorithm.startsWith("RS") || algorithm.startsWith("PS");
    }

    private CompletableFuture<VerifiedToken> verifyBeside(Jwt jwt, String algorithm,
            List<VerificationKey> candidates, Source source) throws TokenRefusedException {
        CompletableFuture<VerifiedToken> verified = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    verified.complete(verify(jwt, algorithm, candidates, source));
                } catch (TokenRefusedException | RuntimeException e) {
                    verified.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw TokenRefusedException.busy();
        }
        return verified;
    }

    private Source source(Jwt jwt) throws TokenRefusedException {
        Optional<String> issuer = jwt.claims().text("iss");
        Source source = issuer.isEmpty() ? null : sources.get(issuer.get());
        if (source == null) {
            throw TokenRefusedException.invalid("token_issuer",
                    "The access token is not of an authorization server that is trusted here.");
        }
        return source;
    }

    private CompletableFuture<VerifiedToken> fetchAndVerify(Jwt jwt, String algorithm, Optional<String> keyId,
            Source source) throws TokenRefusedException {
        Optional<CompletableFuture<KeySet>> fetched = source.keys().fetch();
        if (fetched.isEmpty()) {
            throw noNewKey(source);
        }
        return fetched.get().thenCompose(keys -> {
            try {
                List<VerificationKey> candidates = keys.candidates(keyId.orElse(null), algorithm);
                return CompletableFuture.completedFuture(verify(jwt, algorithm, candidates, source));
            } catch (TokenRefusedException e) {
                return CompletableFuture.failedFuture(e);
            }
        }).exceptionallyCompose(problem -> CompletableFuture.failedFuture(
                TokenRefusedException.in(problem).orElseGet(() -> noNewKey(source))));
    }

    /** With keys but without the one that is asked for, the token is at fault; without any the issuer is. */
    private static TokenRefusedException noNewKey(Source source) {
        return source.keys().known().isPresent()
                ? unknownKey()
                : TokenRefusedException.unavailable(source.settings().issuer());
    }

    private VerifiedToken verify(Jwt jwt, String algorithm, List<VerificationKey> candidates, Source source)
            throws TokenRefusedException {
        if (candidates.isEmpty()) {
            throw unknownKey();
        }
        for (VerificationKey key : candidates) {
            if (isSignedBy(key, jwt, algorithm)) {
                return checks.verify(jwt.claims(), source.settings(), true);
            }
        }
        throw TokenRefusedException.invalid("token_signature", "The signature of the access token is wrong.");
    }

    private static boolean isSignedBy(VerificationKey key, Jwt jwt, String algorithm) {
        try {
            return key.check().verify(algorithm, jwt.signed(), jwt.signature());
        } catch (JOSEException | GeneralSecurityException e) {
            return false; // a signature of the wrong length or form is a wrong one
        }
    }

    private static TokenRefusedException unknownKey() {
        return TokenRefusedException.invalid("token_key",
                "The access token is signed with a key its issuer does not publish.");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
