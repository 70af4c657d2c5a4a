package dev.patchbay.ask;

import dev.patchbay.http.HttpExchange;
import dev.patchbay.security.Authentication;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.Credentials;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether who opens a page is the caller whose question it shows: by the machine, by the certificate of the
 * connection, or by an API key. Nothing is remembered for the next request, so there is no session. Safe for all threads.
 *
 * <p>Source: MCP 2026-07-28, elicitation, "Safe URL Handling" and "Identifying the User".
 */
final class Opener {
    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);
    private static final String KEY_PREFIX = "pb_";
    private static final int MAX_KEY_LENGTH = 200;

    private final Authenticator authenticator;

    Opener(Authenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** Who opens a page. */
    enum Verdict {
        /** Who called. */
        CALLER,
        /** Somebody who has shown nothing yet, and can show an API key. */
        UNKNOWN,
        /** Somebody who has shown nothing yet, and can sign in. */
        NOT_SIGNED_IN,
        /** Somebody else, or nobody. */
        OTHER,
        /** It cannot be told now. */
        UNDETERMINED
    }

    /** Judges by the connection alone. Goes on, on the I/O thread. */
    void judge(HttpExchange exchange, Page page, Consumer<Verdict> next) {
        String method = page.question.caller() instanceof ClientIdentity identity ? identity.method() : "";
        switch (method) {
            case ClientIdentity.LOCAL_METHOD -> next.accept(exchange.isLoopback() ? Verdict.CALLER : Verdict.OTHER);
            case ClientIdentity.KEY, ClientIdentity.CERTIFICATE -> {
                if (exchange.certificates().isEmpty()) {
                    next.accept(Verdict.UNKNOWN);
                } else {
                    ask(exchange, null, found -> byCertificate(found, page), next);
                }
            }
            case ClientIdentity.TOKEN -> next.accept(Verdict.NOT_SIGNED_IN);
            default -> next.accept(Verdict.OTHER);
        }
    }

    /** Judges by an access token that the user has just got for us. Goes on, on the I/O thread. */
    void judgeToken(HttpExchange exchange, Page page, String token, Consumer<Verdict> next) {
        ask(exchange, "Bearer " + token, found -> by(ClientIdentity.TOKEN, found, page), next);
    }

    /** Judges by an API key. Goes on, on the I/O thread. */
    void judge(HttpExchange exchange, Page page, String key, Consumer<Verdict> next) {
        String text = key.strip();
        if (!text.startsWith(KEY_PREFIX) || text.length() > MAX_KEY_LENGTH) {
            next.accept(Verdict.OTHER);
        } else {
            ask(exchange, "Bearer " + text, found -> by(ClientIdentity.KEY, found, page), next);
        }
    }

    private void ask(HttpExchange exchange, @Nullable String authorization, Function<Authentication, Verdict> verdict,
            Consumer<Verdict> next) {
        Authentication now = authenticator.authenticate(new Credentials(exchange.sender(), exchange.isLoopback(),
                authorization, exchange.certificates()));
        if (now instanceof Authentication.Later later) {
            exchange.answerLater();
            later.found().whenComplete((found, problem) -> exchange.goOn(() -> {
                if (problem != null) {
                    LOG.error("A credential check failed", problem);
                }
                next.accept(found == null ? Verdict.UNDETERMINED : verdict.apply(found));
            }));
        } else {
            next.accept(verdict.apply(now));
        }
    }

    /** Another client's certificate shows that it is another; one that is of nobody shows nothing. */
    private static Verdict byCertificate(Authentication found, Page page) {
        return switch (found) {
            case Authentication.Known(ClientIdentity who) when who.method().equals(ClientIdentity.CERTIFICATE) ->
                    is(who,
                            page);
            case Authentication.Known known -> Verdict.OTHER;
            case Authentication.Refused refused -> refused.reason() == Authentication.Reason.UNAVAILABLE
                    ? Verdict.UNDETERMINED
                    : Verdict.UNKNOWN;
            case Authentication.Later later -> Verdict.UNDETERMINED;
        };
    }

    private static Verdict by(String method, Authentication found, Page page) {
        return switch (found) {
            case Authentication.Known(ClientIdentity who) when who.method().equals(method) -> is(who, page);
            case Authentication.Known known -> Verdict.OTHER;
            case Authentication.Refused refused -> refused.reason() == Authentication.Reason.UNAVAILABLE
                    ? Verdict.UNDETERMINED
                    : Verdict.OTHER;
            case Authentication.Later later -> Verdict.UNDETERMINED;
        };
    }

    private static Verdict is(ClientIdentity who, Page page) {
        return Principal.of(who).equals(page.principal) ? Verdict.CALLER : Verdict.OTHER;
    }
}
