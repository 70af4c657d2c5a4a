package dev.patchbay.admin.route;

import dev.patchbay.audit.chain.AuditUnavailableException;
import dev.patchbay.http.ErrorBody;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.HttpHandler;
import dev.patchbay.invocation.Origin;
import dev.patchbay.store.DuplicateException;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.UnavailableException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the routes of a table: finds the route, lets the gate say who asks and whether they may, checks the parameters,
 * and runs the handler on a virtual thread. Everything that goes wrong becomes a problem document; what nobody expected is
 * logged under an id, and the answer has the id only.
 *
 * <p>Threads: {@link #handle} is called on I/O threads and does not block.
 */
public final class Router implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);
    private static final HeaderName AUTHORIZATION = HeaderName.of("Authorization");
    private static final HeaderName CONTENT_TYPE = HeaderName.of("Content-Type");
    private static final HeaderName CHALLENGE = HeaderName.of("WWW-Authenticate");
    private static final HeaderName ALLOW = HeaderName.of("Allow");
    private static final HeaderName CACHE = HeaderName.of("Cache-Control");
    private static final HeaderName NO_SNIFFING = HeaderName.of("X-Content-Type-Options");
    private static final HeaderName RETRY = HeaderName.of("Retry-After");
    private static final HeaderName COOKIE = HeaderName.of("Cookie");
    private static final HeaderName USER = HeaderName.of("Patchbay-User");
    private static final String PROBLEM = "application/problem+json";
    private static final int MAX_RUNNING = 64;
    private static final int NO_CONTENT = 204;

    private final RouteTable table;
    private final Gate gate;
    private final ApiJson json;
    private final ExecutorService threads;
    private final SecureRandom random;
    private final Semaphore running = new Semaphore(MAX_RUNNING);
    private final ErrorBody errors = new ProblemBody();

    /** Says who asks, and whether they may. */
    public interface Gate {
        /**
         * Finds out who asks.
         *
         * @param authorization the values of the header
         * @param user what the command line says of its user; null if it says nothing
         * @param origin from where
         * @return who, {@link Actor#NOBODY} if no credential was shown
         * @throws Problem if the credential is wrong
         */
        Actor who(List<String> authorization, @Nullable String user, Origin origin);

        /**
         * Refuses an actor who may not use a route.
         *
         * @param actor who
         * @param route what
         * @param origin from where
         * @throws Problem if they may not
         */
        void admit(Actor actor, Route route, Origin origin);
    }

    @SuppressWarnings("ArrayRecordComponent") // on its way out, compared with nothing
    private record Answer(int status, String type, byte @Nullable [] body, Map<HeaderName, String> headers) {}

    /**
     * Creates the router.
     *
     * @param table what is served
     * @param gate who may
     * @param json reads and writes
     * @param threads where handlers run
     * @param random for the ids of unexpected errors
     */
    public Router(RouteTable table, Gate gate, ApiJson json, ExecutorService threads, SecureRandom random) {
        this.table = table;
        this.gate = gate;
        this.json = json;
        this.threads = threads;
        this.random = random;
    }

    @Override
    public void handle(HttpExchange exchange) {
        exchange.errorsAs(errors);
        exchange.responseHeader(CACHE, "no-store");
        exchange.responseHeader(NO_SNIFFING, "nosniff");
        Request request = new Request(exchange.method(), exchange.path(), exchange.query(),
                List.copyOf(exchange.headers(AUTHORIZATION)), exchange.header(USER), exchange.header(CONTENT_TYPE),
                List.copyOf(exchange.headers(COOKIE)), exchange.header(HeaderName.ACCEPT),
                new Origin("rest", exchange.remoteAddress()));
        exchange.readBody(body -> {
            if (!running.tryAcquire()) {
                send(exchange, problem(new Problem(503, "busy", "More than " + MAX_RUNNING
                        + " requests run. Try again later.")));
                return;
            }
            exchange.answerLater();
            try {
                threads.execute(() -> {
                    try {
                        Answer answer = answer(request, body);
                        exchange.onIoThread(() -> send(exchange, answer));
                    } finally {
                        running.release();
                    }
                });
            } catch (RejectedExecutionException e) {
                running.release();
                exchange.onIoThread(() -> send(exchange, problem(
                        new Problem(503, "stopping", "The server is stopping."))));
            }
        });
    }

    private record Request(String method, String path, String query, List<String> authorization, @Nullable String user,
            @Nullable String contentType, List<String> cookies, @Nullable String accept, Origin origin) {}

    private static void send(HttpExchange exchange, Answer answer) {
        answer.headers().forEach(exchange::responseHeader);
        byte[] body = answer.body();
        if (body == null) {
            exchange.answer(answer.status());
        } else {
            exchange.answer(answer.status(), answer.type(), body);
        }
    }

    private Answer answer(Request request, byte[] body) {
        try {
            return run(request, body);
        } catch (Problem problem) {
            return problem(problem);
        } catch (MissingException e) {
            return problem(new Problem(404, "not_found", sentence(e)));
        } catch (DuplicateException e) {
            return problem(new Problem(409, "exists", sentence(e)));
        } catch (IllegalArgumentException e) { // the records of the store say what cannot be kept, and why
            return problem(Problem.invalid(sentence(e)));
        } catch (AuditUnavailableException e) {
            LOG.error("Nothing is changed, because it cannot be recorded", e);
            return problem(new Problem(503, AuditUnavailableException.CODE,
                    "Nothing was changed, because it cannot be recorded. The server's log has the reason."));
        } catch (UnavailableException e) {
            LOG.error("The database does not answer", e);
            return problem(new Problem(503, "database_unavailable", "The database does not answer. Try again later."));
        } catch (RuntimeException | StackOverflowError e) {
            String id = HexFormat.of().toHexDigits(random.nextInt());
            LOG.error("A request of the administration interface failed (id {})", id, e);
            return problem(new Problem(500, "internal", "Internal error (id " + id + "); the server's log has more."));
        }
    }

    private static String sentence(RuntimeException e) {
        String text = String.valueOf(e.getMessage());
        String upper = text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return upper.endsWith(".") ? upper : upper + ".";
    }

    private Answer run(Request request, byte[] body) {
        RouteTable.Found found = table.find(request.method(), request.path()).orElseThrow(() -> nowhere(request));
        Route route = found.route();
        Actor actor = gate.who(request.authorization(), request.user(), request.origin());
        gate.admit(actor, route, request.origin());
        Map<String, String> query = query(request.query(), route);
        checkBody(route, request.contentType(), body);
        Object answer = route.handler()
                .handle(new Call(json, actor, request.origin(), found.parameters(), query, body,
                        request.cookies(), request.accept() != null && request.accept().contains("text/html")));
        if (answer instanceof Reply reply) {
            return reply(reply);
        }
        if (route.answer() == null) {
            return new Answer(NO_CONTENT, "", null, Map.of());
        }
        if (answer == null) {
            throw new IllegalStateException("the handler of " + route.id() + " answers nothing");
        }
        return new Answer(route.status(), "application/json",
                json.bytes(route.isList() ? Map.of("items", answer) : answer), Map.of());
    }

    private Answer reply(Reply reply) {
        Record body = reply.json();
        return body == null
                ? new Answer(reply.status(), "text/html; charset=utf-8",
                        reply.html().getBytes(StandardCharsets.UTF_8), reply.headers())
                : new Answer(reply.status(), "application/json", json.bytes(body), reply.headers());
    }

    private Problem nowhere(Request request) {
        Set<String> methods = table.methods(request.path());
        return methods.isEmpty()
                ? new Problem(404, "no_such_path",
                        "Nothing is served here. " + RouteTable.BASE + "/openapi.json says what is served.")
                : new Problem(405, "method_not_allowed", "This path takes " + String.join(", ", methods) + ".",
                        Map.of("allow", List.copyOf(methods)));
    }

    private static void checkBody(Route route, @Nullable String contentType, byte[] body) {
        if (route.request() == null) {
            if (body.length > 0) {
                throw Problem.bad("This request takes no body.");
            }
            return;
        }
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        if (!type.equalsIgnoreCase("application/json")
                && !(route.isPatch() && type.equalsIgnoreCase("application/merge-patch+json"))) {
            throw new Problem(415, "wrong_content_type", "Send the body as Content-Type: application/json.");
        }
    }

    private static Map<String, String> query(String raw, Route route) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            String name = decoded(parts[0]);
            if (route.isOpened() && route.query().stream().noneMatch(parameter -> parameter.name().equals(name))) {
                continue; // OAuth 2.1, section 4.1.2: who comes back may bring more
            }
            if (route.query().stream().noneMatch(parameter -> parameter.name().equals(name))) {
                throw Problem.bad("There is no parameter '" + name + "'"
                        + (route.query().isEmpty() ? "."
                                : "; known are " + String.join(", ",
                                        route.query().stream().map(Route.Parameter::name).toList()) + "."));
            }
            if (query.put(name, parts.length == 1 ? "" : decoded(parts[1])) != null) {
                throw Problem.bad("The parameter '" + name + "' comes twice.");
            }
        }
        for (Route.Parameter parameter : route.query()) {
            if (parameter.isRequired() && !query.containsKey(parameter.name())) {
                throw Problem.bad("The parameter '" + parameter.name() + "' is missing.");
            }
        }
        return query;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw Problem.bad("What follows the question mark is not encoded as it must be.");
        }
    }

    private Answer problem(Problem problem) {
        Map<HeaderName, String> headers = new LinkedHashMap<>();
        if (problem.status() == 401) {
            headers.put(CHALLENGE, "Bearer");
        }
        if (problem.more().get("allow") instanceof List<?> allowed) {
            headers.put(ALLOW, String.join(", ", allowed.stream().map(String::valueOf).toList()));
        }
        if (problem.more().get("retry_after") instanceof Number seconds) {
            headers.put(RETRY, seconds.toString());
        }
        return new Answer(problem.status(), PROBLEM, body(problem.status(), problem.code(),
                String.valueOf(problem.getMessage()), problem.more()), headers);
    }

    private byte[] body(int status, String code, String detail, Map<String, Object> more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", Problem.TYPE + code);
        body.put("title", Problem.title(status));
        body.put("status", status);
        body.put("detail", detail);
        body.put("code", code);
        body.putAll(more);
        return json.bytes(body);
    }

    private final class ProblemBody implements ErrorBody {
        @Override
        public String contentType() {
            return PROBLEM;
        }

        @Override
        public byte[] of(int status, String code, String message) {
            return body(status, code, message, Map.of());
        }
    }
}
