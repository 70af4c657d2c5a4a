package dev.patchbay.replay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a service on a free port of the loopback interface. Every request and every answer is held to the vendor's
 * description; what breaks it is kept for {@link #verify()}, as is a request for which no answer is laid out.
 *
 * {@snippet :
 * ReplayServer github = ReplayServer.start(VendorApi.github());
 * github.on("GET", "/repos/{owner}/{repo}").answer(Answer.resource(MyTest.class, "repository.json"));
 * }
 *
 * <p>Threads: any.
 */
public final class ReplayServer implements AutoCloseable {
    private static final int LOOPBACK_BACKLOG = 50;

    private final Optional<VendorApi> api;
    private final String prefix;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private final List<ReceivedRequest> received = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();

    private ReplayServer(@Nullable VendorApi api, String prefix) {
        this.api = Optional.ofNullable(api);
        this.prefix = prefix;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    LOOPBACK_BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in cannot listen", e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /**
     * Starts a stand-in at the path that the vendor's own server has.
     *
     * @param api the vendor's description
     * @return the running server
     */
    public static ReplayServer start(VendorApi api) {
        return new ReplayServer(api, api.basePath());
    }

    /**
     * Starts a stand-in below another path, as self-hosted services have.
     *
     * @param api the vendor's description
     * @param prefix what stands before the description's paths, such as {@code /api/v3}
     * @return the running server
     */
    public static ReplayServer start(VendorApi api, String prefix) {
        return new ReplayServer(api, prefix);
    }

    /**
     * Starts a host that nobody should talk to: it answers everything with 200 and {@code {}}, and remembers what came.
     *
     * @return the running server
     */
    public static ReplayServer stranger() {
        ReplayServer stranger = new ReplayServer(null, "");
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")) {
            stranger.on(method, "{+path}").answer(Answer.json("{}"));
        }
        return stranger;
    }

    /**
     * Returns the address of the service.
     *
     * @return a URL without a slash at the end
     */
    public String url() {
        return "http://127.0.0.1:" + port() + prefix;
    }

    /**
     * Returns the port.
     *
     * @return the port
     */
    public int port() {
        return server.getAddress().getPort();
    }

    /**
     * Lays out a route.
     *
     * @param method the method
     * @param template the path as the description writes it; {@code {+name}} is the rest with its slashes
     * @return the route, which answers once it has answers
     */
    public Route on(String method, String template) {
        Route route = new Route(method, template);
        routes.add(0, route);
        return route;
    }

    /**
     * Lays out recordings: each answers the very request that was recorded, those of the same request in their order.
     *
     * @param recordings what was recorded
     */
    public void replay(List<Recording> recordings) {
        recordings.stream().map(Recording::request).distinct().forEach(request -> {
            List<Answer> answers = recordings.stream()
                    .filter(recording -> recording.request().equals(request))
                    .map(Recording::answer)
                    .toList();
            on(request.method(), request.path()).where(came -> came.query().equals(request.query()))
                    .answer(answers.getFirst(), answers.subList(1, answers.size()).toArray(Answer[]::new));
        });
    }

    /**
     * Returns what has come.
     *
     * @return the requests in their order
     */
    public List<ReceivedRequest> received() {
        return List.copyOf(received);
    }

    /**
     * Returns what has come to an operation.
     *
     * @param method the method
     * @param template the path as in {@link #on}
     * @return the requests in their order
     */
    public List<ReceivedRequest> received(String method, String template) {
        PathTemplate path = new PathTemplate(template);
        return received.stream()
                .filter(request -> request.method().equals(method) && path.matches(pathOf(request)))
                .toList();
    }

    /**
     * Returns what was wrong so far.
     *
     * @return the faults, one a line
     */
    public List<String> faults() {
        return List.copyOf(faults);
    }

    /**
     * Checks that nothing was wrong.
     *
     * @throws AssertionError with all that was
     */
    public void verify() {
        if (!faults.isEmpty()) {
            throw new AssertionError("The vendor's description is broken:\n" + String.join("\n", faults));
        }
    }

    /** Forgets routes, requests and faults. */
    public void reset() {
        routes.clear();
        received.clear();
        faults.clear();
    }

    /** Stops; checks nothing. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String pathOf(ReceivedRequest request) {
        return request.path().startsWith(prefix + "/") ? request.path().substring(prefix.length()) : request.path();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            ReceivedRequest request = read(exchange);
            received.add(request);
            Answer answer;
            try {
                answer = answer(request);
            } catch (RuntimeException e) {
                faults.add("no answer could be made to " + request + ": " + e);
                answer = Answer.empty(500);
            }
            send(exchange, answer);
        }
    }

    private static ReceivedRequest read(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, List.copyOf(values)));
        return new ReceivedRequest(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath(),
                ReceivedRequest.parameters(query == null ? "" : query), headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private Answer answer(ReceivedRequest request) {
        String path = pathOf(request);
        Optional<Route> route = routes.stream().filter(each -> each.matches(request, path)).findFirst();
        if (route.isEmpty()) {
            faults.add("no answer is laid out for " + request);
            return Answer.empty(501);
        }
        Answer answer = api.map(vendor -> route.get().next(request).replaced(vendor.origin(), url()))
                .orElseGet(() -> route.get().next(request));
        api.ifPresent(vendor -> faults.addAll(judged(vendor, route.get(), request, path, answer)));
        return answer;
    }

    private static List<String> judged(VendorApi vendor, Route route, ReceivedRequest request, String path,
            Answer answer) {
        boolean isDescribed = vendor.describes(request, path);
        if (route.undescribed().isPresent()) {
            return isDescribed ? List.of("declared as undescribed, but the description has it: " + request) : List.of();
        }
        List<String> faults = new ArrayList<>(vendor.faults(request, path));
        if (isDescribed && answer.undescribed().isEmpty()) {
            faults.addAll(vendor.faults(request, path, answer));
        }
        return faults;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.gate().ifPresent(Gate::pass);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(body, 0, answer.isTruncated() ? body.length / 2 : body.length);
            out.flush();
            if (answer.isTruncated()) {
                throw new IOException("cut here");
            }
            out.close();
        }
    }
}
