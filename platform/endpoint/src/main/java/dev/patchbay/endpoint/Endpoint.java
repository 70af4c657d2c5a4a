package dev.patchbay.endpoint;

import dev.patchbay.ask.AskEvents;
import dev.patchbay.ask.AskOptions;
import dev.patchbay.ask.AskPages;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.endpoint.identity.CredentialWatch;
import dev.patchbay.endpoint.legacy.LegacyServer;
import dev.patchbay.endpoint.legacy.SseServer;
import dev.patchbay.endpoint.list.ListNews;
import dev.patchbay.endpoint.mapping.RefusedAnswers;
import dev.patchbay.endpoint.modern.ModernServer;
import dev.patchbay.http.HttpError;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.HttpHandler;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.http.HttpServer;
import dev.patchbay.http.Site;
import dev.patchbay.http.StreamLimit;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.state.RequestStateSeal;
import dev.patchbay.security.state.SealKey;
import dev.patchbay.security.state.StoredSeal;
import dev.patchbay.security.token.ResourceMetadata;
import dev.patchbay.tasks.TaskKeeper;
import dev.patchbay.tasks.TaskOptions;
import dev.patchbay.tasks.TaskStore;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MCP over HTTP: {@code /mcp} for both eras, {@code /sse} and {@code /messages} for the oldest transport, pages for
 * questions below {@code /ask/}, {@code /health} and {@code /health/ready}. Safe for all threads.
 */
public final class Endpoint implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(10);

    private final HttpServer server;
    private final ModernServer modern;
    private final LegacyServer legacy;
    private final ListNews news;
    private final CredentialWatch credentials;
    private final AskPages asks;
    private final TaskKeeper tasks;
    private final Health health;

    private Endpoint(HttpServer server, ModernServer modern, LegacyServer legacy, ListNews news,
            CredentialWatch credentials, AskPages asks, TaskKeeper tasks, Health health) {
        this.server = server;
        this.modern = modern;
        this.legacy = legacy;
        this.news = news;
        this.credentials = credentials;
        this.asks = asks;
        this.tasks = tasks;
        this.health = health;
    }

    /**
     * Starts to serve callers that need no authorization server.
     *
     * @param options what an administrator can set
     * @param catalogs what is served
     * @param pipeline the way of a call
     * @param authenticator who calls
     * @param identity who this server is
     * @param seal seals what a call that asks sends through its client
     * @param readiness whether requests can be served now
     * @throws IOException if the address cannot be listened on
     */
    public static Endpoint start(EndpointOptions options, CatalogRegistry catalogs, Pipeline pipeline,
            Authenticator authenticator, ServerIdentity identity, RequestStateSeal seal, Readiness readiness)
            throws IOException {
        return start(options, catalogs, pipeline, Identification.by(authenticator), identity, seal, readiness);
    }

    /**
     * Starts to serve, with questions on pages under the address that is listened on.
     *
     * @param options what an administrator can set
     * @param catalogs what is served
     * @param pipeline the way of a call
     * @param identification how callers are known
     * @param identity who this server is
     * @param seal seals what a call that asks sends through its client
     * @param readiness whether requests can be served now
     * @throws IOException if the address cannot be listened on
     */
    public static Endpoint start(EndpointOptions options, CatalogRegistry catalogs, Pipeline pipeline,
            Identification identification, ServerIdentity identity, RequestStateSeal seal, Readiness readiness)
            throws IOException {
        return start(options, catalogs, pipeline, identification, identity, seal, readiness,
                new AskPages(AskOptions.defaults(), identification.authenticator(), Optional.empty(),
                        AskEvents.NONE));
    }

    /**
     * Starts to serve.
     *
     * @param options what an administrator can set
     * @param catalogs what is served
     * @param pipeline the way of a call
     * @param identification how callers are known
     * @param identity who this server is
     * @param seal seals what a call that asks sends through its client
     * @param readiness whether requests can be served now
     * @param asks where questions wait that must not pass through the client; closed with the endpoint
     * @throws IOException if the address cannot be listened on
     */
    public static Endpoint start(EndpointOptions options, CatalogRegistry catalogs, Pipeline pipeline,
            Identification identification, ServerIdentity identity, RequestStateSeal seal, Readiness readiness,
            AskPages asks) throws IOException {
        SecureRandom random = new SecureRandom();
        return start(options, catalogs, pipeline, identification, identity, seal, readiness, asks,
                new TaskKeeper(TaskStore.inMemory(), new StoredSeal(SealKey.random(random), "tasks", random),
                        TaskOptions.defaults(), InstantSource.system(), random));
    }

    /**
     * Starts to serve.
     *
     * @param options what an administrator can set
     * @param catalogs what is served
     * @param pipeline the way of a call
     * @param identification how callers are known
     * @param identity who this server is
     * @param seal seals what a call that asks sends through its client
     * @param readiness whether requests can be served now
     * @param asks where questions wait that must not pass through the client; closed with the endpoint
     * @param tasks keeps the tasks; told that the server stops when the endpoint closes, and to be closed after the
     *            plugins have ended
     * @throws IOException if the address cannot be listened on
     */
    public static Endpoint start(EndpointOptions options, CatalogRegistry catalogs, Pipeline pipeline,
            Identification identification, ServerIdentity identity, RequestStateSeal seal, Readiness readiness,
            AskPages asks, TaskKeeper tasks) throws IOException {
        StreamLimit streams = new StreamLimit(options.listens().maxStreams(),
                options.listens().maxStreamsPerCaller());
        ListNews news = new ListNews();
        CredentialWatch credentials = new CredentialWatch(identification.events(), identification.renewal(),
                InstantSource.system());
        RefusedAnswers refusals = new RefusedAnswers(identification.metadata());
        ModernServer modern = new ModernServer(identity.implementation(), identity.instructions(), pipeline, seal,
                options.lists(), options.listens(), streams, news, refusals, credentials, asks, tasks);
        LegacyServer legacy = new LegacyServer(identity.implementation(), identity.instructions(), pipeline,
                options.lists(), options.legacy(), streams, news, refusals, credentials, asks);
        catalogs.addListener(news);
        pipeline.onViewsChanged(news::viewsChanged);
        Health health = new Health(readiness);
        Map<String, HttpHandler> paths = paths(health, identification.metadata());
        paths.putAll(messagePaths(options, identification, modern, legacy));
        Site site = new Site(
                paths,
                Set.of("/mcp/server-card", "/.well-known/"), Map.of(AskPages.PATH, asks), Endpoint::unknown);
        try {
            HttpServer server = HttpServer.start(options.http(), site);
            asks.listensOn(origin(options.http(), server.port()));
            return new Endpoint(server, modern, legacy, news, credentials, asks, tasks, health);
        } catch (IOException | RuntimeException e) {
            credentials.close();
            news.close();
            legacy.close();
            asks.close();
            tasks.close();
            throw e;
        }
    }

    /** Where this machine reaches the server. */
    private static URI origin(HttpOptions options, int port) {
        String host = switch (options.bind()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "[::]" -> "[::1]";
            default -> options.bind().contains(":") && !options.bind().startsWith("[")
                    ? "[" + options.bind() + "]"
                    : options.bind();
        };
        return URI.create((options.tls() == null ? "http://" : "https://") + host + ":" + port);
    }

    /** The paths that MCP is spoken at. */
    private static Map<String, HttpHandler> messagePaths(EndpointOptions options, Identification identification,
            ModernServer modern, LegacyServer legacy) {
        JsonReader json = new JsonReader(options.json());
        Map<String, HttpHandler> paths = new HashMap<>();
        paths.put("/mcp", new IdentifiedPath(identification, new McpPath(json, modern, legacy)));
        if (options.legacy().httpSse()) {
            paths.put(SseServer.STREAM_PATH, new IdentifiedPath(identification, legacy.sse()::open));
            paths.put(SseServer.MESSAGES_PATH,
                    new IdentifiedPath(identification, new SseMessagesPath(json, legacy.sse())));
        }
        return paths;
    }

    private static Map<String, HttpHandler> paths(Health health, Optional<ResourceMetadata> metadata) {
        Map<String, HttpHandler> paths = new HashMap<>();
        paths.put("/health", health::alive);
        paths.put("/health/ready", health::ready);
        paths.put("/", Endpoint::help);
        if (metadata.isPresent()) {
            HttpHandler document = new MetadataPath(metadata.get());
            paths.put("/.well-known/oauth-protected-resource", document);
            paths.put("/.well-known/oauth-protected-resource/mcp", document);
            metadata.get().paths().forEach(path -> paths.put(path, document));
        }
        return paths;
    }

    private static void help(HttpExchange exchange) {
        exchange.answer(200, JsonWriter.compact(Map.of("message",
                "This is Patchbay, an MCP server. Give your MCP client the URL of this server with the path /mcp.")));
    }

    private static void unknown(HttpExchange exchange) {
        exchange.answer(404, HttpError.json("not_found",
                "Nothing is served at this path. MCP is at /mcp, health at /health and /health/ready."));
    }

    /** The port that is listened on. */
    public int port() {
        return server.port();
    }

    /** Requests that wait for their answer, streams included. */
    int openExchanges() {
        return server.openExchanges();
    }

    /** Sessions of older revisions that are open. */
    int openSessions() {
        return legacy.openSessions();
    }

    /**
     * Ends gracefully: not ready any more, no new connections, listen streams get their last message, calls that run may
     * end. Then everything is closed.
     *
     * @param limit how long calls may take to end
     * @return whether all of them did
     */
    public boolean drain(Duration limit) throws InterruptedException {
        health.drain();
        server.stopAccepting();
        modern.drain();
        legacy.drain();
        long end = System.nanoTime() + limit.toNanos();
        while (server.openExchanges() > 0 && System.nanoTime() < end) {
            Thread.sleep(POLL);
        }
        boolean all = server.openExchanges() == 0;
        close();
        return all;
    }

    @Override
    public void close() {
        credentials.close();
        news.close();
        legacy.close();
        asks.close();
        tasks.stopping();
        server.close();
    }

    /** Answers about the state of this process. */
    private static final class Health {
        private static final byte[] UP = JsonWriter.compact(Map.of("status", "UP"));

        private final Readiness readiness;
        private volatile boolean draining;

        Health(Readiness readiness) {
            this.readiness = readiness;
        }

        void drain() {
            draining = true;
        }

        void alive(HttpExchange exchange) {
            exchange.answer(200, UP);
        }

        void ready(HttpExchange exchange) {
            Optional<String> missing = draining ? Optional.of("The server is stopping.") : readiness.notReady();
            if (missing.isEmpty()) {
                exchange.answer(200, UP);
            } else {
                exchange.answer(503, JsonWriter.create().beginObject().field("status", "DOWN")
                        .field("reason", missing.get()).endObject().toBytes());
            }
        }
    }
}
