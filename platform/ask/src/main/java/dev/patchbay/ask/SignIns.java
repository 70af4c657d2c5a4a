package dev.patchbay.ask;

import dev.patchbay.ask.Opener.Verdict;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.security.token.UserSignIn;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users on their way to their authorization server and back, to show that they are those whose token the call came with.
 * The way back is open once, for some minutes, and to the browser that began it: else somebody could begin it, and send
 * another user to the end of it. On I/O threads.
 *
 * <p>Source: OAuth 2.1, section 7.9 and 7.10; MCP 2026-07-28, elicitation, "Phishing".
 */
final class SignIns {
    /** Where the authorization server sends browsers back to. */
    static final String CALLBACK = "callback";
    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);
    private static final HeaderName COOKIE = HeaderName.of("Cookie");
    private static final HeaderName SET_COOKIE = HeaderName.of("Set-Cookie");
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int MAX_PER_PAGE = 8;
    private static final int MAX = 10_000;

    private final UserSignIn signIn;
    private final PageStore store;
    private final Opener opener;
    private final Supplier<URI> base;
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();

    SignIns(UserSignIn signIn, PageStore store, Opener opener, Supplier<URI> base) {
        this.signIn = signIn;
        this.store = store;
        this.opener = opener;
        this.base = base;
    }

    private record Attempt(Page page, String verifier, String browser, long endsAt) {}

    private String redirect() {
        return base.get() + AskPages.PATH + CALLBACK;
    }

    /** Shows the way to the authorization server. */
    void begin(HttpExchange exchange, Page page) {
        String state = store.secretText();
        String verifier = store.secretText();
        String browser = browser(exchange).orElseGet(store::secretText);
        keep(state, new Attempt(page, verifier, browser, store.now() + LIFETIME.toNanos()));
        exchange.answerLater();
        var _ = signIn.address(state, challenge(verifier), redirect())
                .whenComplete((address, problem) -> exchange.goOn(() -> {
                    if (address == null) {
                        unavailable(exchange, problem);
                    } else {
                        exchange.responseHeader(SET_COOKIE, cookieName() + "=" + browser + "; Path=/; Max-Age="
                                + LIFETIME.toSeconds() + "; HttpOnly; SameSite=Lax" + (isSecure() ? "; Secure" : ""));
                        exchange.answer(200, Layout.TYPE, QuestionHtml.signIn(signIn.issuer(), address));
                    }
                }));
    }

    /** A cookie with this prefix can be set by this very host only, and travels encrypted only. */
    private String cookieName() {
        return (isSecure() ? "__Host-" : "") + "patchbay-page";
    }

    private boolean isSecure() {
        return "https".equals(base.get().getScheme());
    }

    private Optional<String> browser(HttpExchange exchange) {
        String prefix = cookieName() + "=";
        return exchange.headers(COOKIE).stream().flatMap(line -> Arrays.stream(line.split(";", -1))).map(String::strip)
                .filter(cookie -> cookie.startsWith(prefix))
                .map(cookie -> unquoted(cookie.substring(prefix.length())))
                .filter(value -> value.matches("[A-Za-z0-9_-]{43}"))
                .findFirst();
    }

    /** RFC 6265 lets a value stand in quotes. */
    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private void keep(String state, Attempt attempt) {
        synchronized (attempts) {
            long now = store.now();
            attempts.values().removeIf(old -> now - old.endsAt() >= 0 || !old.page().isOpen(now));
            long ofPage = attempts.values().stream().filter(old -> old.page().equals(attempt.page())).count();
            if (ofPage >= MAX_PER_PAGE || attempts.size() >= MAX) {
                removeOldest(ofPage >= MAX_PER_PAGE ? Optional.of(attempt.page()) : Optional.empty());
            }
            attempts.put(state, attempt);
        }
    }

    private void removeOldest(Optional<Page> of) {
        for (Iterator<Attempt> each = attempts.values().iterator(); each.hasNext();) {
            Attempt old = each.next();
            if (of.isEmpty() || old.page().equals(of.get())) {
                each.remove();
                return;
            }
        }
    }

    /** Somebody comes back; goes on if it is who went. */
    void back(HttpExchange exchange, BiConsumer<Page, Verdict> judged) {
        Optional<FormBody> parameters = FormBody.parse(exchange.query().getBytes(StandardCharsets.UTF_8));
        Attempt attempt;
        synchronized (attempts) {
            attempt = parameters.isEmpty() ? null : attempts.remove(parameters.get().one("state"));
        }
        if (parameters.isEmpty() || attempt == null || store.now() - attempt.endsAt() >= 0
                || !attempt.page().isOpen(store.now())) {
            AskPath.gone(exchange);
            return;
        }
        boolean isSameBrowser = browser(exchange).filter(value -> MessageDigest.isEqual(
                value.getBytes(StandardCharsets.US_ASCII), attempt.browser().getBytes(StandardCharsets.US_ASCII)))
                .isPresent();
        if (!isSameBrowser) {
            judged.accept(attempt.page(), Verdict.OTHER);
            return;
        }
        String code = parameters.get().one("code");
        if (code.isEmpty()) {
            AskPath.answer(exchange, 403, "You are not signed in",
                    "The authorization server did not sign you in. Open the page again to try once more.");
            return;
        }
        exchange(exchange, attempt, code, parameters.get().all("iss").stream().findFirst(), judged);
    }

    private void exchange(HttpExchange exchange, Attempt attempt, String code, Optional<String> iss,
            BiConsumer<Page, Verdict> judged) {
        exchange.answerLater();
        var _ = signIn.accessToken(code, iss, attempt.verifier(), redirect())
                .whenComplete((token, problem) -> exchange.goOn(() -> {
                    if (token == null) {
                        unavailable(exchange, problem);
                    } else {
                        opener.judgeToken(exchange, attempt.page(), token,
                                verdict -> judged.accept(attempt.page(), verdict));
                    }
                }));
    }

    private void unavailable(HttpExchange exchange, Throwable problem) {
        LOG.warn("A user cannot be signed in at {}: {}", signIn.issuer(), root(problem));
        AskPath.answer(exchange, 502, "You could not be signed in",
                "The authorization server gave no usable answer; the log of this server says more. Open the page again"
                        + " to try once more.");
    }

    private static String root(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
