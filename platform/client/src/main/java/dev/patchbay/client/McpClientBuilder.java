package dev.patchbay.client;

import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.input.Root;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Prepares an {@link McpClient}. Belongs to one thread. */
public final class McpClientBuilder {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final URI endpoint;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Implementation clientInfo = Implementation.of("patchbay-client", "1");
    private Duration timeout = Duration.ofSeconds(60);
    private int maxMessageBytes = 64 * 1024 * 1024;
    private @Nullable Revision revision;
    private @Nullable SSLContext sslContext;
    private @Nullable ElicitationHandler elicitation;
    private boolean urls;
    private @Nullable SamplingHandler sampling;
    private @Nullable Supplier<List<Root>> roots;
    private boolean tasks;
    private @Nullable CacheSettings cache;
    private LongSupplier nanos = System::nanoTime;

    McpClientBuilder(URI endpoint) {
        String scheme = endpoint.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException("the endpoint must be an http or https URI, was " + endpoint);
        }
        this.endpoint = endpoint;
    }

    /** Who this client says it is. */
    public McpClientBuilder clientInfo(Implementation value) {
        clientInfo = value;
        return this;
    }

    /** Sent as {@code Authorization: Bearer} with every request. */
    public McpClientBuilder bearerToken(String token) {
        return header("Authorization", "Bearer " + token);
    }

    /** Sent with every request. */
    public McpClientBuilder header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Speaks this revision or none; without it, the newest both sides speak. */
    public McpClientBuilder revision(Revision value) {
        revision = value;
        return this;
    }

    /** How long an answer may take unless the call says otherwise; 60 s by default. */
    public McpClientBuilder timeout(Duration value) {
        timeout = value;
        return this;
    }

    /** The largest answer or event that is read, in bytes; 64 MiB by default. */
    public McpClientBuilder maxMessageBytes(int value) {
        maxMessageBytes = value;
        return this;
    }

    /** Which certificates are trusted and shown; the JDK's own by default. */
    public McpClientBuilder sslContext(SSLContext value) {
        sslContext = value;
        return this;
    }

    /** Offers to ask the user by forms. */
    public McpClientBuilder elicitation(ElicitationHandler handler) {
        elicitation = handler;
        return this;
    }

    /** Offers to ask the user by forms, and to have the user open URLs. */
    public McpClientBuilder elicitationWithUrls(ElicitationHandler handler) {
        urls = true;
        return elicitation(handler);
    }

    /** Offers to ask a model. */
    public McpClientBuilder sampling(SamplingHandler handler) {
        sampling = handler;
        return this;
    }

    /** Offers to say where the client works. */
    public McpClientBuilder roots(Supplier<List<Root>> supplier) {
        roots = supplier;
        return this;
    }

    /** Says that calls of tools may become tasks; {@link McpClient#callTool} then waits for them. Modern only. */
    public McpClientBuilder tasks() {
        tasks = true;
        return this;
    }

    /**
     * Keeps results and gives them again; without it, the server is asked each time. What is given again calls no
     * listener of {@link CallOptions}, and is shared by those who get it: its maps and lists are not to be changed.
     */
    public McpClientBuilder cache(CacheSettings value) {
        cache = value;
        return this;
    }

    McpClientBuilder nanos(LongSupplier value) {
        nanos = value;
        return this;
    }

    /**
     * Talks to the server for the first time, and finds out which revision it speaks.
     *
     * @throws McpClientException if that fails
     */
    public McpClient connect() {
        // Over plain HTTP the JDK would offer an upgrade to HTTP/2 with each first request, which servers may not take.
        HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT)
                .version("https".equals(endpoint.getScheme()) ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (sslContext != null) {
            http.sslContext(sslContext);
        }
        HttpTransport transport = new HttpTransport(http.build(), endpoint, headers, maxMessageBytes);
        Negotiation negotiation = new Negotiation(transport, clientInfo,
                new InputHandlers(elicitation, urls, sampling, roots, tasks));
        Revision pinned = revision;
        try {
            Connection connection = PendingCall
                    .start("connect", timeout, cancellation -> negotiation.connect(pinned, cancellation)).get();
            return new McpClient(connection, timeout, cache == null
                    ? ResponseCache.OFF
                    : new ResponseCache(cache, connection.revision().isModern(), nanos));
        } catch (RuntimeException e) {
            transport.close();
            throw e;
        }
    }
}
