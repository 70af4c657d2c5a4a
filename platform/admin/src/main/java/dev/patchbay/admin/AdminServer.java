package dev.patchbay.admin;

import dev.patchbay.admin.account.Identification;
import dev.patchbay.admin.account.OpenIdOptions;
import dev.patchbay.admin.resource.Resources;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.OpenApi;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.admin.route.Router;
import dev.patchbay.http.HttpServer;
import dev.patchbay.http.Site;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The running administration interface: a port of its own, which serves {@code /api/v1}. Host and Origin are checked on
 * every path before anything else. No cookie lets anybody in, so no page of
 * a browser can act for anybody.
 *
 * <p>Threads: any. Order: close it before what it administers.
 */
public final class AdminServer implements AutoCloseable {
    private static final long CLOSE_SECONDS = 10;

    private final HttpServer http;
    private final Identification identification;
    private final ExecutorService threads;
    private final RouteTable table;

    private AdminServer(HttpServer http, Identification identification, ExecutorService threads, RouteTable table) {
        this.http = http;
        this.identification = identification;
        this.threads = threads;
        this.table = table;
    }

    /**
     * Starts to serve. Before the port opens, the command line's token is written, and, if there is no administrator, the
     * code of the first start.
     *
     * @param parts what is administered
     * @param options how it runs
     * @return the running interface
     * @throws IOException if the port cannot be listened on, or a file of the data folder cannot be read or written
     */
    public static AdminServer start(AdminParts parts, AdminOptions options) throws IOException {
        CompletableFuture<Integer> listening = new CompletableFuture<>();
        Identification identification = Identification.open(options.data(), parts.database(), parts.audit(),
                options.cost(), options.clock(), options.openId(), () -> base(options, listening.join()));
        ExecutorService threads = Executors
                .newThreadPerTaskExecutor(Thread.ofVirtual().name("patchbay-admin-", 0).factory());
        try {
            ApiJson json = new ApiJson();
            RouteTable table = Resources.table(parts, identification, json, options.data(), options.clock());
            OpenApiPage page = new OpenApiPage(() -> json.bytes(OpenApi.of(table, parts.version())), threads);
            Router router = new Router(table, identification.accounts(), json, threads, new SecureRandom());
            Site site = new Site(
                    Map.of(RouteTable.BASE + "/openapi.json", page), Set.of(), router);
            HttpServer http = HttpServer.start(options.http().withMaxBodyBytes(AdminOptions.MAX_BODY), site);
            listening.complete(http.port());
            return new AdminServer(http, identification, threads, table);
        } catch (IOException | RuntimeException e) {
            threads.shutdownNow();
            identification.close();
            throw e;
        }
    }

    private static URI base(AdminOptions options, int port) {
        String bind = options.http().bind();
        String host = bind.contains(":") && !bind.startsWith("[") ? "[" + bind + "]" : bind;
        return options.openId().flatMap(OpenIdOptions::publicUrl)
                .orElseGet(() -> URI.create("http://" + host + ":" + port));
    }

    /**
     * Returns the port.
     *
     * @return the one that is listened on
     */
    public int port() {
        return http.port();
    }

    /**
     * Returns the code that creates the first administrator, to be shown where the server was started, once.
     *
     * @return empty if there is an administrator
     */
    public Optional<String> firstCode() {
        return identification.firstCode();
    }

    /**
     * Returns what is served.
     *
     * @return the routes
     */
    public RouteTable table() {
        return table;
    }

    /** Takes no more requests, lets those that run end, and removes the command line's token. */
    @Override
    public void close() {
        http.stopAccepting();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        http.close();
        identification.close();
    }
}
