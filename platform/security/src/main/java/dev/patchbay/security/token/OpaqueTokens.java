package dev.patchbay.security.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the issuer about tokens that say nothing by themselves. An answer is kept for 30 seconds, so a token that is
 * revoked there ends here at most that much later.
 *
 * <p>Source: RFC 7662. Threads: safe for all; never blocks.
 */
final class OpaqueTokens {
    static final Duration KEPT = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(OpaqueTokens.class);
    private static final int MAX_KEPT = 10_000;

    private final IssuerSettings issuer;
    private final IntrospectionSettings settings;
    private final Fetcher fetcher;
    private final TokenChecks checks;
    private final Cache<TokenHash, CompletableFuture<Answer>> answers;

    private record Answer(@Nullable VerifiedToken token, @Nullable TokenRefusedException refused) {}

    OpaqueTokens(IssuerSettings issuer, IntrospectionSettings settings, Fetcher fetcher, TokenChecks checks,
            Ticker ticker) {
        this.issuer = issuer;
        this.settings = settings;
        this.fetcher = fetcher;
        this.checks = checks;
        this.answers = Caffeine.newBuilder().maximumSize(MAX_KEPT).expireAfterWrite(KEPT).ticker(ticker)
                .executor(Runnable::run).build();
    }

    /** What a token says, now or when its issuer has answered. Fails with {@link TokenRefusedException} only. */
    CompletableFuture<VerifiedToken> verify(String token, TokenHash hash) {
        return answers.get(hash, key -> ask(token)).thenCompose(OpaqueTokens::token)
                .exceptionallyCompose(problem -> CompletableFuture.failedFuture(
                        TokenRefusedException.in(problem).orElseGet(() -> unavailable(hash, problem))));
    }

    private static CompletableFuture<VerifiedToken> token(Answer answer) {
        if (answer.token() != null) {
            return CompletableFuture.completedFuture(answer.token());
        }
        return CompletableFuture.failedFuture(answer.refused() == null ? inactive() : answer.refused());
    }

    private TokenRefusedException unavailable(TokenHash hash, Throwable problem) {
        answers.invalidate(hash);
        LOG.warn("{} cannot be asked about a token: {}", issuer.issuer(), IssuerKeys.root(problem));
        return TokenRefusedException.unavailable(issuer.issuer());
    }

    private CompletableFuture<Answer> ask(String token) {
        String credentials = encode(settings.clientId()) + ":" + encode(settings.clientSecret());
        String authorization = "Basic "
                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        String form = "token=" + encode(token) + "&token_type_hint=access_token";
        return fetcher.post(settings.endpoint(), form, authorization).thenApply(this::answer);
    }

    private Answer answer(byte[] json) {
        Optional<Map<String, Object>> object = StrictJson.object(json);
        if (object.isEmpty() || !(object.get().get("active") instanceof Boolean active)) {
            throw new CompletionException(new IOException("its answer is no introspection response"));
        }
        Claims claims = new Claims(object.get());
        try {
            if (!active) {
                throw inactive();
            }
            if (claims.has("iss") && !claims.text("iss").equals(Optional.of(issuer.issuer()))) {
                throw TokenRefusedException.invalid("token_issuer",
                        "The access token is not of an authorization server that is trusted here.");
            }
            return new Answer(checks.verify(claims, issuer, false), null);
        } catch (TokenRefusedException e) {
            return new Answer(null, e);
        }
    }

    private static TokenRefusedException inactive() {
        return TokenRefusedException.invalid("token_inactive",
                "The access token is unknown, has expired or was revoked. Get a new one.");
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
