package dev.patchbay.ask;

import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.ask.AskEvents.What;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.HttpHandler;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code /ask/<id>}. {@code GET} shows the question to its caller, or asks who is there; {@code POST} sends an API
 * key, or what was filled in. No cookie, no session: a form carries all that it needs. On I/O threads.
 */
final class AskPath implements HttpHandler {
    private static final HeaderName ORIGIN = HeaderName.of("Origin");
    private static final HeaderName FETCH_SITE = HeaderName.of("Sec-Fetch-Site");
    private static final HeaderName CONTENT_LENGTH = HeaderName.of("Content-Length");
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final Duration FORM_LIFETIME = Duration.ofMinutes(10);

    private final PageStore store;
    private final Opener opener;
    private final AskEvents events;
    private final Supplier<URI> base;
    private final Optional<SignIns> signIns;

    AskPath(PageStore store, Opener opener, AskEvents events, Supplier<URI> base, Optional<SignIns> signIns) {
        this.store = store;
        this.opener = opener;
        this.signIns = signIns;
        this.events = events;
        this.base = base;
    }

    @Override
    public void handle(HttpExchange exchange) {
        Layout.headers(exchange);
        switch (exchange.method()) {
            case "GET" -> {
                if (signIns.isPresent() && name(exchange).equals(SignIns.CALLBACK)) {
                    signIns.get().back(exchange, (page, verdict) -> judged(exchange, page, verdict));
                } else {
                    show(exchange);
                }
            }
            case "POST" -> {
                if (isSendable(exchange)) {
                    exchange.readBody(body -> sent(exchange, body));
                }
            }
            default -> {
                exchange.responseHeader(HeaderName.ALLOW, "GET, POST");
                exchange.fail(405, "method_not_allowed", "Open this page in a browser.");
            }
        }
    }

    private Optional<Page> page(HttpExchange exchange) {
        return store.find(name(exchange)).filter(page -> page.isOpen(store.now()));
    }

    private static String name(HttpExchange exchange) {
        return exchange.path().substring(AskPages.PATH.length());
    }

    private void show(HttpExchange exchange) {
        Optional<Page> page = page(exchange);
        if (page.isEmpty()) {
            gone(exchange);
        } else {
            opener.judge(exchange, page.get(), verdict -> judged(exchange, page.get(), verdict));
        }
    }

    private void judged(HttpExchange exchange, Page page, Opener.Verdict verdict) {
        switch (verdict) {
            case CALLER -> {
                tell(What.OPENED, exchange, page);
                question(exchange, 200, page, Map.of(), Map.of());
            }
            case UNKNOWN -> exchange.answer(200, Layout.TYPE, QuestionHtml.key());
            case NOT_SIGNED_IN -> signIns.ifPresentOrElse(way -> way.begin(exchange, page), () -> gone(exchange));
            case OTHER -> {
                exchange.broughtWrongCredentials();
                tell(What.REFUSED, exchange, page);
                answer(exchange, 403, "This page is not yours",
                        "The question on this page is for whoever made the call, and that was not shown. Open the page"
                                + " again as that user: on the machine of the MCP client, with its API key or certificate, or signed in"
                                + " with the same account.");
            }
            case UNDETERMINED -> answer(exchange, 503, "Try again",
                    "Who you are cannot be told now. Open the page again in a moment.");
        }
    }

    private void question(HttpExchange exchange, int status, Page page, Map<String, List<String>> sent,
            Map<String, String> problems) {
        String proof = store.secretText();
        page.give(proof, store.now() + FORM_LIFETIME.toNanos());
        exchange.answer(status, Layout.TYPE, QuestionHtml.question(base.get() + AskPages.PATH + page.id, page,
                Field.of(page.question.request().requestedSchema()), proof, sent, problems));
    }

    /** Whether a form may be sent so; a page of another site may not send one. */
    private boolean isSendable(HttpExchange exchange) {
        List<String> origins = exchange.headers(ORIGIN);
        List<String> sites = exchange.headers(FETCH_SITE);
        if (origins.size() != 1 || !origins.getFirst().equals(origin()) || sites.size() > 1
                || (sites.size() == 1 && !sites.getFirst().equals("same-origin"))) {
            exchange.fail(403, "origin_not_allowed", "This form was not sent from the page itself, opened under "
                    + base.get() + ".");
            return false;
        }
        if (!isForm(exchange.header(HeaderName.CONTENT_TYPE))) {
            exchange.fail(415, "unsupported_media_type", "Send the form of the page.");
            return false;
        }
        String length = exchange.header(CONTENT_LENGTH);
        if (length != null && (length.length() > 9 || Integer.parseInt(length) > MAX_BODY_BYTES)) {
            tooLarge(exchange);
            return false;
        }
        return true;
    }

    private String origin() {
        URI url = base.get();
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private static boolean isForm(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT)
                .equals("application/x-www-form-urlencoded");
    }

    private void sent(HttpExchange exchange, byte[] body) {
        if (body.length > MAX_BODY_BYTES) {
            tooLarge(exchange);
            return;
        }
        Optional<Page> page = page(exchange);
        if (page.isEmpty()) {
            gone(exchange);
            return;
        }
        Optional<FormBody> form = FormBody.parse(body);
        if (form.isPresent() && !form.get().one(QuestionHtml.PROOF).isEmpty()) {
            filledIn(exchange, page.get(), form.get());
        } else if (form.isPresent() && !form.get().one(QuestionHtml.KEY).isEmpty()) {
            opener.judge(exchange, page.get(), form.get().one(QuestionHtml.KEY),
                    verdict -> judged(exchange, page.get(), verdict));
        } else {
            answer(exchange, 400, "This did not work", "What was sent is not the form of this page.");
        }
    }

    private void filledIn(HttpExchange exchange, Page page, FormBody form) {
        if (!page.take(form.one(QuestionHtml.PROOF), store.now())) {
            answer(exchange, 403, "This form is too old",
                    "It was sent before, or opened too long ago. Open the page again.");
            return;
        }
        switch (form.one(QuestionHtml.ACTION)) {
            case "decline" -> finish(exchange, page, What.DECLINED,
                    new ElicitResult(ElicitResult.Action.DECLINE, Map.of()), "The tool is told that you said no.");
            case "accept" -> accepted(exchange, page, form);
            default -> question(exchange, 422, page, sent(page, form), Map.of("", "Choose Accept or Decline."));
        }
    }

    private void accepted(HttpExchange exchange, Page page, FormBody form) {
        Map<String, Object> schema = page.question.request().requestedSchema();
        Filled filled = Filled.of(schema, Field.of(schema), form);
        if (filled.problems().isEmpty()) {
            finish(exchange, page, What.ANSWERED,
                    new ElicitResult(ElicitResult.Action.ACCEPT, filled.content()), "The tool has your answer.");
        } else {
            question(exchange, 422, page, sent(page, form), filled.problems());
        }
    }

    private static Map<String, List<String>> sent(Page page, FormBody form) {
        Map<String, List<String>> sent = new LinkedHashMap<>();
        Field.of(page.question.request().requestedSchema())
                .forEach(field -> sent.put(field.name(), form.all(field.sentName())));
        return sent;
    }

    private void finish(HttpExchange exchange, Page page, What what, ElicitResult result, String text) {
        if (!page.finish(result, store.now())) {
            gone(exchange);
            return;
        }
        tell(what, exchange, page);
        answer(exchange, 200, "Thank you", text + " You can close this page and go back to your MCP client.");
    }

    private void tell(What what, HttpExchange exchange, Page page) {
        events.happened(what, page.question, exchange.remoteAddress());
    }

    /** The same for a page that never was, that is done, and that has expired. */
    static void gone(HttpExchange exchange) {
        answer(exchange, 404, "Nothing is asked here",
                "This page does not exist, or not any more: it was answered, its time is over, or its call has ended.");
    }

    private static void tooLarge(HttpExchange exchange) {
        exchange.fail(413, "body_too_large", "This is more than " + MAX_BODY_BYTES + " bytes. Fill in less.");
    }

    static void answer(HttpExchange exchange, int status, String title, String text) {
        exchange.answer(status, Layout.TYPE, Layout.message(title, text));
    }
}
