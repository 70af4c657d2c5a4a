package dev.patchbay.http;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.ServerConnection;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** What comes before every handler, on every path, in this order: limits of
 * connections and addresses, limits of the head, Host, Origin, CORS, where credentials are. Runs on I/O threads. */
final class Front implements io.undertow.server.HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final HttpString ALLOW_ORIGIN = HttpString.tryFromString("Access-Control-Allow-Origin");
    private static final HttpString ALLOW_METHODS = HttpString.tryFromString("Access-Control-Allow-Methods");
    private static final HttpString ALLOW_HEADERS = HttpString.tryFromString("Access-Control-Allow-Headers");
    private static final HttpString EXPOSE_HEADERS = HttpString.tryFromString("Access-Control-Expose-Headers");
    private static final HttpString MAX_AGE = HttpString.tryFromString("Access-Control-Max-Age");
    private static final HttpString REQUEST_HEADERS = HttpString.tryFromString("Access-Control-Request-Headers");
    private static final String KNOWN_HEADERS = "Accept, Authorization, Content-Type, Last-Event-ID, Mcp-Method, "
            + "Mcp-Name, MCP-Protocol-Version, Mcp-Session-Id";

    /** An answer of the usual size waits in one thread whatever the others do. */
    private static final long LEAST_UNSENT = 512L * 1024;

    private final HttpOptions options;
    private final Site site;
    private final @Nullable FloodGuard guard;
    private final ConcurrentMap<XnioIoThread, OpenExchanges> open = new ConcurrentHashMap<>();
    private final long maxInFlight;
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean draining;
    private volatile @Nullable HostRule hosts;

    Front(HttpOptions options, Site site, XnioWorker worker) {
        this.options = options;
        this.site = site;
        this.maxInFlight = (long) options.inFlightBytes() / worker.getIoThreadCount();
        this.guard = options.flood().isOff() ? null : new FloodGuard(options.flood());
    }

    void listensOn(int port) {
        hosts = new HostRule(port, options.allowedHosts(), options.allowedOrigins(), options.localOrigins());
    }

    void drain() {
        draining = true;
        open.values().forEach(OpenExchanges::drain);
    }

    /** Remembers whose connection is closed because it sent too many frames of HTTP/2 that carry nothing. */
    void flooded(StreamConnection connection) {
        LOG.info("A connection of {} is closed: too many frames of HTTP/2 that carry nothing",
                connection.getPeerAddress());
        if (guard != null && connection.getPeerAddress() instanceof InetSocketAddress peer
                && peer.getAddress() != null && !options.proxies().trusts(peer.getAddress())) {
            guard.sender(peer.getAddress()).failed();
        }
    }

    int openExchanges() {
        Collection<OpenExchanges> all = open.values();
        return all.stream().mapToInt(OpenExchanges::size).sum();
    }

    @Override
    public void handleRequest(HttpServerExchange raw) {
        OpenExchanges here = open.computeIfAbsent(raw.getIoThread(), this::openExchanges);
        HttpExchange exchange = new HttpExchange(raw, options, here);
        raw.addExchangeCompleteListener(exchange);
        try {
            handle(raw, exchange);
        } catch (RuntimeException | StackOverflowError e) {
            exchange.failed(e);
        } finally {
            exchange.callReturned();
        }
    }

    private OpenExchanges openExchanges(XnioIoThread thread) {
        OpenExchanges exchanges = new OpenExchanges(thread, options.disconnectWatch().toNanos(),
                Math.max(LEAST_UNSENT, maxInFlight),
                new BodyBudget(Math.max(options.maxBodyBytes() + LEAST_UNSENT, maxInFlight)));
        if (draining) {
            exchanges.drain();
        }
        return exchanges;
    }

    private void handle(HttpServerExchange raw, HttpExchange exchange) {
        Peer peer = admit(raw.getConnection());
        if (peer == null) {
            HttpVersion.endConnection(raw);
            exchange.fail(503, "too_many_connections", "More than " + options.maxConnections()
                    + " connections are open (setting mcp.max-connections). Try again later.");
            return;
        }
        if (HttpVersion.isHttp2(raw) && !exchange.isStreamOf(peer)) {
            return;
        }
        if (!isNoFlood(raw, peer, exchange)) {
            return;
        }
        HeaderMap headers = raw.getRequestHeaders();
        if (!Framing.isClear(headers)) {
            exchange.fail(400, "bad_framing",
                    "Say where the body ends with one Content-Length or with Transfer-Encoding: chunked, not both.");
            return;
        }
        if (Framing.isChunked(headers)) {
            raw.setPersistent(false); // whatever follows the last chunk is nobody's next request
        }
        if (!isWithinLimits(raw, headers, exchange)) {
            return;
        }
        HeaderValues host = headers.get(Headers.HOST);
        HostRule rule = hosts;
        if (rule == null || host == null || host.size() != 1 || !HostRule.isWellFormed(host.getFirst())) {
            exchange.fail(400, "bad_host", "Send one Host header with a host and a port.");
            return;
        }
        if (!rule.servesHost(host.getFirst())) {
            exchange.fail(403, "host_not_allowed",
                    "This Host is not served. Add it to the allowed hosts of the configuration if it should be.");
            return;
        }
        String path = raw.getRequestPath();
        HeaderValues origin = headers.get(Headers.ORIGIN);
        if (origin != null && !site.isPage(path) && !cors(raw, rule, origin, site.answersAnyOrigin(path))) {
            exchange.fail(403, "origin_not_allowed", "Requests of pages of this Origin are not served."
                    + " Add it to the allowed origins of the configuration if they should be.");
            return;
        }
        if (raw.getRequestMethod().equals(Methods.OPTIONS)) {
            preflight(raw, exchange);
            return;
        }
        if (bringsCredentialsProperly(raw, headers, exchange)) {
            site.handler(path).handle(exchange);
        }
    }

    private static boolean bringsCredentialsProperly(HttpServerExchange raw, HeaderMap headers,
            HttpExchange exchange) {
        HeaderValues authorization = headers.get(Headers.AUTHORIZATION);
        if (authorization != null && authorization.size() != 1) {
            raw.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer error=\"invalid_request\"");
            exchange.fail(400, "authorization_twice", "Send one Authorization header.");
            return false;
        }
        if (UrlRule.carriesCredentials(raw)) {
            raw.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer error=\"invalid_request\"");
            exchange.fail(400, "credentials_in_url",
                    "Keys and tokens are never read from the URL, where logs keep them."
                            + " Send 'Authorization: Bearer ...', and replace the one that was in this URL.");
            return false;
        }
        return true;
    }

    private @Nullable Peer admit(ServerConnection connection) {
        if (Peer.known(connection) != null) {
            return Peer.of(connection, options.proxies(), guard);
        }
        if (connections.incrementAndGet() > options.maxConnections()) {
            connections.decrementAndGet();
            return null;
        }
        connection.addCloseListener(closed -> connections.decrementAndGet());
        return Peer.of(connection, options.proxies(), guard);
    }

    /** Whether who sent this has not sent too much; the exchange knows from here on who that is. */
    private boolean isNoFlood(HttpServerExchange raw, Peer peer, HttpExchange exchange) {
        InetAddress sender = peer.address;
        FloodGuard.Sender counted = peer.sender;
        if (sender != null && peer.isProxy) {
            sender = options.proxies().sender(sender, raw.getRequestHeaders());
            counted = guard == null ? null : guard.sender(sender);
        }
        exchange.sentBy(peer, sender, counted);
        if (counted == null || counted.admit()) {
            return true;
        }
        raw.getResponseHeaders().put(Headers.RETRY_AFTER, Long.toString(counted.retryAfterSeconds()));
        exchange.fail(429, "too_many_requests", "Too many requests come from your address (settings"
                + " mcp.flood-requests, mcp.flood-burst, mcp.flood-failures). Try again later.");
        return false;
    }

    private boolean isWithinLimits(HttpServerExchange raw, HeaderMap headers, HttpExchange exchange) {
        if (raw.getRequestURI().length() + raw.getQueryString().length() > options.maxUrlLength()) {
            exchange.fail(414, "url_too_long",
                    "The URL has more than " + options.maxUrlLength() + " characters (setting limits.url).");
            return false;
        }
        int count = 0;
        int bytes = 0;
        for (long cookie = headers.fastIterateNonEmpty(); cookie != -1L; cookie = headers
                .fiNextNonEmpty(cookie)) {
            HeaderValues values = headers.fiCurrent(cookie);
            for (int i = 0; i < values.size(); i++) {
                count++;
                bytes += values.getHeaderName().length() + values.get(i).length() + 4;
            }
        }
        if (count > options.maxHeaders() || bytes > options.maxHeaderBytes()) {
            exchange.fail(431, "headers_too_large", "The request has more than " + options.maxHeaders()
                    + " headers or more than " + options.maxHeaderBytes()
                    + " bytes in them (settings limits.header-count, limits.headers).");
            return false;
        }
        return true;
    }

    /** Whether the origin is served; if so, the headers that let its page read the answer are set. */
    private static boolean cors(HttpServerExchange raw, HostRule rule, HeaderValues origin, boolean any) {
        if (!any && (origin.size() != 1 || !rule.servesOrigin(origin.getFirst()))) {
            return false;
        }
        HeaderMap response = raw.getResponseHeaders();
        response.put(ALLOW_ORIGIN, any ? "*" : origin.getFirst());
        response.put(EXPOSE_HEADERS, "Mcp-Session-Id, WWW-Authenticate");
        response.put(Headers.VARY, "Origin");
        return true;
    }

    private static void preflight(HttpServerExchange raw, HttpExchange exchange) {
        HeaderMap response = raw.getResponseHeaders();
        response.put(Headers.ALLOW, "GET, POST, DELETE, OPTIONS");
        if (response.contains(ALLOW_ORIGIN)) {
            response.put(ALLOW_METHODS,
                    response.getFirst(ALLOW_ORIGIN).equals("*") ? "GET, OPTIONS" : "GET, POST, DELETE, OPTIONS");
            response.put(ALLOW_HEADERS, allowedHeaders(raw.getRequestHeaders().getFirst(REQUEST_HEADERS)));
            response.put(MAX_AGE, "600");
        }
        exchange.answer(204);
    }

    /** The headers MCP knows, and those of tool parameters, which only the request names. */
    private static String allowedHeaders(@Nullable String requested) {
        StringBuilder allowed = new StringBuilder(KNOWN_HEADERS);
        if (requested != null) {
            for (String part : requested.split(",", -1)) {
                String name = part.strip();
                if (name.regionMatches(true, 0, "Mcp-Param-", 0, 10) && name.length() > 10
                        && name.chars().allMatch(c -> c > ' ' && c < 127)) {
                    allowed.append(", ").append(name);
                }
            }
        }
        return allowed.toString();
    }
}
