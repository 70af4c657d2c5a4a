package dev.patchbay.ask;

import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.HttpHandler;
import dev.patchbay.invocation.Pages;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.security.token.UserSignIn;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions on pages of the host: {@code /ask/<id>} on the MCP port. What is filled in is kept in memory until the call
 * ends or the page expires, and given to the plugin only; it is never written, logged or sent anywhere.
 *
 * <p>Threads: safe for all.
 *
 * <p>Source: MCP 2026-07-28 and 2025-11-25, elicitation, URL mode.
 */
public final class AskPages implements HttpHandler, AutoCloseable {
    /** Below which path the pages are. */
    public static final String PATH = "/ask/";
    private static final Logger LOG = LoggerFactory.getLogger(AskPages.class);
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final AskOptions options;
    private final Optional<UserSignIn> signIn;
    private final PageStore store;
    private final AskPath path;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("patchbay-pages").factory());
    private volatile URI listened = URI.create("http://127.0.0.1");

    /**
     * Makes the pages of a server.
     *
     * @param options what an administrator can set
     * @param authenticator who has which key, certificate and token
     * @param signIn signs users in whose clients came with tokens, empty if they cannot; closed with the pages
     * @param events hears what happens
     */
    public AskPages(AskOptions options, Authenticator authenticator, Optional<UserSignIn> signIn, AskEvents events) {
        this(options, authenticator, signIn, events, new SecureRandom(), System::nanoTime);
    }

    AskPages(AskOptions options, Authenticator authenticator, Optional<UserSignIn> signIn, AskEvents events,
            SecureRandom random, LongSupplier nanos) {
        this.options = options;
        this.signIn = signIn;
        this.store = new PageStore(options, random, nanos);
        Opener opener = new Opener(authenticator);
        this.path = new AskPath(store, opener, events, this::base,
                signIn.map(way -> new SignIns(way, store, opener, this::base)));
        var _ = thread.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            store.expire();
        } catch (RuntimeException e) {
            LOG.error("Pages could not be expired", e);
        }
    }

    /**
     * Says where the server listens, which is where pages are unless configured otherwise.
     *
     * @param origin such as {@code http://127.0.0.1:8080}
     */
    public void listensOn(URI origin) {
        listened = origin;
    }

    private URI base() {
        return options.base().orElse(listened);
    }

    /**
     * Returns the address of a page.
     *
     * @param id the page
     * @return its URL
     */
    public String url(String id) {
        return base() + PATH + id;
    }

    /**
     * Tells when the user is done with a page or the page has ended.
     *
     * @param id the page
     * @return completes on an I/O thread, which must not be held; completed already if that is so
     */
    public CompletableFuture<Void> done(String id) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        store.find(id).ifPresentOrElse(page -> page.whenDone(() -> done.complete(null)), () -> done.complete(null));
        return done;
    }

    /**
     * Forgets a page: its call has ended.
     *
     * @param id the page
     */
    public void forget(String id) {
        store.forget(id);
    }

    /**
     * Returns how long a call that asks again waits for its user first.
     *
     * @return the time
     */
    public Duration patience() {
        return options.patience();
    }

    /**
     * Returns how many pages there are.
     *
     * @return those that are open, and those whose answer a call still needs
     */
    public int size() {
        return store.size();
    }

    /**
     * Returns the pages for calls.
     *
     * @param lifetime how long a page waits for its user
     * @return where the pipeline asks
     */
    public Pages lasting(Duration lifetime) {
        return new Lasting(lifetime);
    }

    @Override
    public void handle(HttpExchange exchange) {
        path.handle(exchange);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        signIn.ifPresent(UserSignIn::close);
    }

    private final class Lasting implements Pages {
        private final Duration lifetime;

        private Lasting(Duration lifetime) {
            this.lifetime = lifetime;
        }

        @Override
        public Asked ask(Question question) {
            Optional<Asked.Impossible> impossible = whyNot(question);
            if (impossible.isPresent()) {
                return impossible.get();
            }
            return store.open(question, lifetime).<Asked>map(page -> new Asked.OnPage(page.id))
                    .orElseGet(() -> new Asked.Impossible("too_many_pages",
                            "Too many questions wait for their users on this server. Try again in some minutes."));
        }

        @Override
        public boolean isOpen(String id, Question question) {
            return store.find(id).filter(page -> page.isFor(question) && page.isOpen(store.now())).isPresent();
        }

        @Override
        public Optional<ElicitResult> answer(String id, Question question) {
            return store.find(id).filter(page -> page.isFor(question))
                    .flatMap(page -> Optional.ofNullable(page.result()));
        }

        @Override
        public void forget(String id) {
            store.forget(id);
        }
    }

    /** A page must be able to tell that its opener is the caller. */
    private Optional<Pages.Asked.Impossible> whyNot(Pages.Question question) {
        String method = question.caller() instanceof ClientIdentity identity ? identity.method() : "";
        return switch (method) {
            case ClientIdentity.LOCAL_METHOD, ClientIdentity.KEY, ClientIdentity.CERTIFICATE -> Optional.empty();
            case ClientIdentity.TOKEN -> whyNotUser(question);
            default -> Optional.of(new Pages.Asked.Impossible("page_not_possible",
                    "This needs a question on a page, and who opens a page cannot be told for callers known in this"
                            + " way. Use an API key."));
        };
    }

    private Optional<Pages.Asked.Impossible> whyNotUser(Pages.Question question) {
        if (signIn.isEmpty()) {
            return Optional.of(new Pages.Asked.Impossible("page_sign_in_not_configured",
                    "This needs a question on a page, where the user of an access token would have to sign in. Ask the"
                            + " administrator to set oauth.page-client-id."));
        }
        return Principal.of(question.caller()).isUser()
                ? Optional.empty()
                : Optional.of(new Pages.Asked.Impossible("page_user_unknown",
                        "This needs a question on a page for the user of the access token, and the token is known here"
                                + " by the client that got it only. Ask the administrator to link the token's"
                                + " subject."));
    }
}
