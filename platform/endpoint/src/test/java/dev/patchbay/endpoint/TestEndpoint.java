package dev.patchbay.endpoint;

import dev.patchbay.api.call.Caller;
import dev.patchbay.ask.AskOptions;
import dev.patchbay.ask.AskPages;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.AuditTrail;
import dev.patchbay.invocation.Authorizer;
import dev.patchbay.invocation.Limiter;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.invocation.PipelineOptions;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.json.JsonLimits;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.wire.WatchedHttpClient;
import dev.patchbay.protocol.wire.WireWatch;
import dev.patchbay.security.Authenticator;
import dev.patchbay.security.LoopbackAuthenticator;
import dev.patchbay.security.state.RequestStateSeal;
import dev.patchbay.security.state.SealKey;
import dev.patchbay.tasks.TaskKeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A running endpoint with a catalog and tools by hand, and a client for it. */
final class TestEndpoint implements AutoCloseable {
    static final JsonReader JSON = new JsonReader(JsonLimits.GENEROUS);

    final TestRuntime runtime = new TestRuntime();
    final TestCatalog catalog = new TestCatalog(runtime);
    volatile @Nullable Authorizer authorizer;
    /** Whoever holds it blocks the I/O thread that asks whether the server is ready. */
    final Object readiness = new Object();
    volatile Optional<String> notReady = Optional.empty();
    /** The header of all requests, unless it is empty. */
    volatile String authorization = "";
    private volatile Duration readinessTakes = Duration.ZERO;
    final RequestStateSeal seal;
    final AskPages pages;
    final Queue<String> pageEvents = new ConcurrentLinkedQueue<>();
    private final TaskKeeper tasks;
    final Endpoint endpoint;
    /** Sees all that this endpoint sends to the clients of a test; a wrong message fails the test at the end. */
    final WireWatch wire = new WireWatch();
    final HttpClient http = watched(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());

    TestEndpoint() {
        this(EndpointOptions.defaults());
    }

    TestEndpoint(EndpointOptions options) {
        this(options, new LoopbackAuthenticator(), InstantSource.system());
    }

    TestEndpoint(EndpointOptions options, Authenticator authenticator, InstantSource clock) {
        this(options, Identification.by(authenticator), clock);
    }

    TestEndpoint(EndpointOptions options, Identification identification, InstantSource clock) {
        this(options, identification, clock, AskOptions.defaults());
    }

    TestEndpoint(EndpointOptions options, Identification identification, InstantSource clock, AskOptions asks) {
        this(options, identification, clock, asks, TestTasks.inMemory());
    }

    /** With tasks of the test. */
    TestEndpoint(Identification identification, TaskKeeper tasks) {
        this(EndpointOptions.defaults(), identification, InstantSource.system(), AskOptions.defaults(), tasks);
    }

    private TestEndpoint(EndpointOptions options, Identification identification, InstantSource clock, AskOptions asks,
            TaskKeeper tasks) {
        this.tasks = tasks;
        SecureRandom random = new SecureRandom();
        seal = new RequestStateSeal(SealKey.random(random), RequestStateSeal.DEFAULT_LIFETIME, clock, random);
        pages = new AskPages(asks, identification.authenticator(), Optional.empty(),
                (what, question, address) -> pageEvents
                        .add(what + " " + question.caller().id() + " " + question.name()));
        endpoint = start(options, identification, tasks);
    }

    private Endpoint start(EndpointOptions options, Identification identification, TaskKeeper tasks) {
        try {
            return Endpoint.start(options, catalog.registry,
                    new Pipeline(new Chosen(Authorizer.ofEverything(catalog.registry)), Limiter.NONE, AuditTrail.OFF,
                            PipelineOptions.defaults()),
                    identification,
                    new ServerIdentity(Implementation.of("patchbay", "0.1.0"), "Use it well."),
                    seal, this::readiness, pages, tasks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The policy that a test has set, else the one of dev mode. */
    private final class Chosen implements Authorizer {
        private final Authorizer otherwise;

        Chosen(Authorizer otherwise) {
            this.otherwise = otherwise;
        }

        private Authorizer now() {
            Authorizer set = authorizer;
            return set == null ? otherwise : set;
        }

        @Override
        public View view(Caller caller) {
            return now().view(caller);
        }

        @Override
        public Decision decide(Request request) {
            return now().decide(request);
        }
    }

    private Optional<String> readiness() {
        if (!readinessTakes.isZero()) {
            try {
                Thread.sleep(readinessTakes);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        synchronized (readiness) {
            return notReady;
        }
    }

    /** Lets an I/O thread wait, which no readiness check may do. */
    void notReadyAfter(Duration time) {
        readinessTakes = time;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + endpoint.port() + path);
    }

    /** A POST to the path of MCP, without any MCP header. */
    HttpRequest.Builder post(String body) {
        return authorized(HttpRequest.newBuilder(uri("/mcp")).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json").header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** The request as the caller that the test has set sends it. */
    HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    /** A modern request with its headers. */
    HttpRequest.Builder modern(String method, String params) {
        return modern("1", method, params);
    }

    HttpRequest.Builder modern(String id, String method, String params) {
        String body = ModernBody.of(id, method, params);
        HttpRequest.Builder request = post(body).header("MCP-Protocol-Version", "2026-07-28").header("Mcp-Method",
                method);
        Object name = object(JSON.readObject(bytes(body)), "params")
                .get(method.equals("resources/read") ? "uri" : "name");
        if (name instanceof String text && List.of("tools/call", "prompts/get", "resources/read").contains(method)) {
            request.header("Mcp-Name", text);
        }
        return request;
    }

    Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(response);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A member that is an object. */
    @SuppressWarnings("unchecked") // JSON objects have string keys
    static Map<String, Object> object(Map<String, Object> from, String name) {
        return (Map<String, Object>) Objects.requireNonNull(from.get(name), name);
    }

    /** A member that is an array of objects. */
    @SuppressWarnings("unchecked") // the test knows what it asked for
    static List<Map<String, Object>> objects(Map<String, Object> from, String name) {
        return (List<Map<String, Object>>) Objects.requireNonNull(from.get(name), name);
    }

    /** An answer of the server. */
    record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String type() {
            return response.headers().firstValue("Content-Type").orElse("");
        }

        /** The message, which a slow machine gets as the last of a stream. */
        Map<String, Object> json() {
            return type().equals("text/event-stream") ? events().getLast() : JSON.readObject(bytes(response.body()));
        }

        Map<String, Object> result() {
            return object(json(), "result");
        }

        Map<String, Object> error() {
            return object(json(), "error");
        }

        int code() {
            return ((Long) Objects.requireNonNull(error().get("code"))).intValue();
        }

        /** The text of a tool's result. */
        String text() {
            return String.valueOf(objects(result(), "content").getFirst().get("text"));
        }

        /** The messages of an event stream. */
        List<Map<String, Object>> events() {
            List<Map<String, Object>> events = new ArrayList<>();
            for (String line : response.body().split("\n", -1)) {
                if (line.startsWith("data: ") && line.length() > 6) {
                    events.add(JSON.readObject(bytes(line.substring(6))));
                }
            }
            return events;
        }
    }

    /** A client that a test makes for itself, for TLS or another version of HTTP. */
    HttpClient watched(HttpClient client) {
        return new WatchedHttpClient(client, wire);
    }

    /** A client that says byte by byte what the test says. */
    RawClient raw() {
        return new RawClient(endpoint.port(), wire);
    }

    /** The same with a watch of its own, for a test of so much that what all of it said cannot be remembered. */
    RawClient raw(WireWatch watch) {
        return new RawClient(endpoint.port(), watch);
    }

    @Override
    public void close() {
        endpoint.close();
        runtime.close();
        tasks.close();
        http.close();
        wire.assertNothingWrong();
    }
}
