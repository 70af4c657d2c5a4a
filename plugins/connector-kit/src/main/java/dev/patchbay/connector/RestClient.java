package dev.patchbay.connector;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.CallCancelledException;
import dev.patchbay.api.config.Secret;
import dev.patchbay.api.grant.HttpAccess;
import dev.patchbay.api.grant.HttpRequest;
import dev.patchbay.api.grant.HttpResponse;
import dev.patchbay.api.tool.ToolException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to one service with one credential, through the HTTP of the host. The base URL comes from the configuration and
 * from nowhere else.
 *
 * {@snippet :
 * RestClient github = RestClient.builder(context.http(), "GitHub", "https://api.github.com")
 *         .header("Accept", "application/vnd.github+json")
 *         .credential(call -> context.secret("github.token"))
 *         .build();
 * JsonValue user = github.send(RestRequest.get("user"), call).json();
 * }
 *
 * <p>Reads that are answered with 429, 502, 503 or 504 are sent a second time, after what {@code Retry-After} says (a
 * second where it says nothing; what a {@link FailureRule} says comes first), if that is at most 30 seconds and within what the call has left; writes never are. At
 * most so many requests run at once as the client is built for; others wait for their turn.
 *
 * <p>Failures are a {@link ToolException} with a code of {@link Failures}; tokens are taken out of every text. What was
 * not granted is the host's to tell ({@link dev.patchbay.api.grant.NotGrantedException}).
 *
 * <p>Threads: any.
 */
public final class RestClient {
    private static final System.Logger LOG = System.getLogger(RestClient.class.getName());
    private static final int MAX_TRIES = 2;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration WITHOUT_A_WORD = Duration.ofSeconds(1);
    private static final Duration RESERVE = Duration.ofMillis(500);

    private final HttpAccess http;
    private final String service;
    private final String base;
    private final Map<String, String> headers;
    private final @Nullable Credential credential;
    private final FailureRule failures;
    private final Consumer<RestResponse> observer;
    private final Duration timeout;
    private final Semaphore turns;
    private final int concurrency;
    private final Pause pause;
    private final InstantSource clock;
    private final Redaction redaction = new Redaction();

    private RestClient(Builder builder) {
        this.http = builder.http;
        this.service = builder.service;
        this.base = builder.base;
        this.headers = Map.copyOf(builder.headers);
        this.credential = builder.credential;
        this.failures = builder.failures;
        this.observer = builder.observer;
        this.timeout = builder.timeout;
        this.concurrency = builder.concurrency;
        this.turns = new Semaphore(builder.concurrency, true);
        this.pause = builder.pause;
        this.clock = builder.clock;
    }

    /**
     * Starts a client.
     *
     * @param http the HTTP of the host
     * @param service the name of the service, for messages
     * @param baseUrl where it is: http or https, a host, maybe a port and a path
     * @return a builder
     * @throws IllegalArgumentException if the base URL is none, or has a user, a query or a fragment
     */
    public static Builder builder(HttpAccess http, String service, String baseUrl) {
        return new Builder(http, service, checked(baseUrl));
    }

    private static String checked(String baseUrl) {
        try {
            URI url = new URI(baseUrl.strip());
            boolean isHttp = "https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme());
            if (!isHttp || url.getHost() == null || url.getRawUserInfo() != null || url.getRawQuery() != null
                    || url.getRawFragment() != null || !url.normalize().equals(url)) {
                throw new IllegalArgumentException("The base URL is http:// or https://, a host, maybe a port and a"
                        + " path, and nothing else");
            }
            String text = url.toString();
            return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The base URL is none: " + e.getReason());
        }
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    /** Collects what a client needs. Not safe for use by several threads. */
    public static final class Builder {
        private final HttpAccess http;
        private final String service;
        private final String base;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private @Nullable Credential credential;
        private FailureRule failures = response -> Optional.empty();
        private Consumer<RestResponse> observer = response -> {
        };
        private Duration timeout = Duration.ofSeconds(30);
        private int concurrency = 8;
        private Pause pause = new CancellablePause();
        private InstantSource clock = InstantSource.system();

        private Builder(HttpAccess http, String service, String base) {
            this.http = http;
            this.service = service;
            this.base = base;
        }

        /**
         * Sends a header with every request that does not set it itself.
         *
         * @param name its name
         * @param value its value, no secret
         * @return this builder
         */
        public Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        /**
         * Sends a token with every request. Without a credential requests are anonymous.
         *
         * @param value where the token comes from
         * @return this builder
         */
        public Builder credential(Credential value) {
            credential = value;
            return this;
        }

        /**
         * Sets how this service says that something failed.
         *
         * @param value the rule
         * @return this builder
         */
        public Builder failures(FailureRule value) {
            failures = value;
            return this;
        }

        /**
         * Looks at every answer, whatever its status, before it is used.
         *
         * @param value what looks; short, not blocking
         * @return this builder
         */
        public Builder observer(Consumer<RestResponse> value) {
            observer = value;
            return this;
        }

        /**
         * Sets how long one request may take; 30 seconds if not set, and never longer than the call has left.
         *
         * @param value the time
         * @return this builder
         */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /**
         * Sets how many requests run at once; 8 if not set.
         *
         * @param value the number, from 1
         * @return this builder
         */
        public Builder concurrency(int value) {
            concurrency = value;
            return this;
        }

        Builder time(Pause waiting, InstantSource source) {
            pause = waiting;
            clock = source;
            return this;
        }

        /**
         * Returns the client.
         *
         * @return the client; it has sent nothing yet
         */
        public RestClient build() {
            if (credential != null && base.startsWith("http:") && !isLoopback(URI.create(base).getHost())) {
                LOG.log(System.Logger.Level.WARNING, "{0} is reached by plain http: everybody on the way can read the"
                        + " token; use https", service);
            }
            return new RestClient(this);
        }
    }

    /**
     * Sends a request and returns its answer, if that is one of success.
     *
     * @param request the request
     * @param call the call that it belongs to
     * @return the answer
     * @throws ToolException if there is none, or another; with a code, and whether to try again
     * @throws CallCancelledException if nobody waits for the call any more
     */
    public RestResponse send(RestRequest request, Call call) {
        try {
            return sendAgainIfItMay(request, call);
        } catch (ToolException failure) {
            throw failure.triedAgain(); // else the host would multiply the tries
        }
    }

    private RestResponse sendAgainIfItMay(RestRequest request, Call call) {
        Credential source = credential;
        boolean mayRenew = true;
        int tries = 0;
        while (true) {
            call.cancellation().throwIfCancelled();
            Secret token = source == null ? null : source.token(call);
            RestResponse response = exchange(request, token, call);
            Optional<ToolException> failure = failure(response);
            if (failure.isEmpty()) {
                return response;
            }
            if (response.status() == 401 && mayRenew && source != null && token != null && source.refused(token)) {
                mayRenew = false;
                continue;
            }
            tries++;
            Optional<Duration> wait = tries < MAX_TRIES && request.isRead() ? wait(response, failure.get(), call)
                    : Optional.empty();
            if (wait.isEmpty()) {
                throw failure.get();
            }
            await(wait.get(), call);
        }
    }

    private Optional<ToolException> failure(RestResponse response) {
        observer.accept(response);
        Optional<ToolException> own = failures.failure(response);
        return own.isPresent() || response.isSuccess() || response.status() == 304 ? own
                : Optional.of(Failures.standard(response));
    }

    /** How long to wait before the next try, if there is to be one. */
    private static Optional<Duration> wait(RestResponse response, ToolException failure, Call call) {
        boolean isPassing = switch (response.status()) {
            case 429, 502, 503, 504 -> true;
            default -> false;
        };
        Duration wait = failure.retryAfter().or(response::retryAfter).orElse(WITHOUT_A_WORD);
        boolean fits = wait.compareTo(LONGEST_WAIT) <= 0 && wait.plus(RESERVE).compareTo(call.remaining()) < 0;
        return isPassing && fits ? Optional.of(wait) : Optional.empty();
    }

    private void await(Duration wait, Call call) {
        try {
            pause.await(wait, call);
        } catch (InterruptedException e) {
            throw interrupted(call);
        }
    }

    private RestResponse exchange(RestRequest request, @Nullable Secret token, Call call) {
        if (token != null) {
            redaction.add(token);
        }
        takeTurn(call);
        long start = System.nanoTime();
        Duration limit = shorter(timeout, call.remaining());
        try {
            HttpResponse response = http.send(http(request, token).withTimeout(limit));
            return new RestResponse(service, request, response, redaction, clock.instant());
        } catch (IOException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(call);
            }
            throw unanswered(request, e, System.nanoTime() - start >= limit.toNanos());
        } finally {
            turns.release();
        }
    }

    private void takeTurn(Call call) {
        try {
            Duration longest = shorter(LONGEST_WAIT, call.remaining());
            if (!turns.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ToolException(concurrency + " requests to " + service + " run already with this credential,"
                        + " and none of them ends. Try again later.").code("rate_limited").retryable();
            }
        } catch (InterruptedException e) {
            throw interrupted(call);
        }
    }

    private static CallCancelledException interrupted(Call call) {
        Thread.currentThread().interrupt();
        call.cancellation().throwIfCancelled();
        return new CallCancelledException("The thread of the call was interrupted");
    }

    private ToolException unanswered(RestRequest request, IOException cause, boolean isLate) {
        String why = redaction.clean(String.valueOf(cause.getMessage()));
        if (isLate) {
            ToolException late = new ToolException(
                    service + " did not answer to " + request.described() + " in time (" + why
                            + "). " + (request.isRead() ? "Try again later, or ask for less."
                                    : "It is not known whether it was done: look before you try again."))
                    .code("timeout");
            return request.isRead() ? late.retryable() : late;
        }
        ToolException failure = new ToolException(service + " gives no sound answer to " + request.described() + " ("
                + why + "). " + (request.isRead() ? "Try again later."
                        : "It is not known whether it was done: look before you try again."))
                .code("upstream_error");
        return request.isRead() ? failure.retryable() : failure;
    }

    private HttpRequest http(RestRequest request, @Nullable Secret token) {
        HttpRequest sent = HttpRequest.of(request.method(), base + request.target());
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            sent = sent.withHeader(header.getKey(), header.getValue());
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!sent.headers().containsKey(header.getKey())) {
                sent = sent.withHeader(header.getKey(), header.getValue());
            }
        }
        if (request.contentType().isPresent()) {
            sent = sent.withText(request.contentType().get(), request.body());
        }
        return token == null ? sent : sent.withBearer(token);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
