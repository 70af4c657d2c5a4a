package dev.patchbay.server.command;

import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonReader;
import dev.patchbay.protocol.json.JsonWriter;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The administration interface of a running server, as the command line uses it. */
final class AdminConnection {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final URI server;
    private final String token;
    private final String user;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT)
            .proxy(HttpClient.Builder.NO_PROXY).build();

    AdminConnection(URI server, String token, String user) {
        this.server = server;
        this.token = token;
        this.user = user;
    }

    Map<String, Object> get(String path) {
        return send("GET", path, null);
    }

    Map<String, Object> post(String path, Map<String, ?> body) {
        return send("POST", path, body);
    }

    /** A request without a body. */
    Map<String, Object> post(String path) {
        return send("POST", path, null);
    }

    Map<String, Object> put(String path, Map<String, ?> body) {
        return send("PUT", path, body);
    }

    Map<String, Object> patch(String path, Map<String, ?> body) {
        return send("PATCH", path, body);
    }

    Map<String, Object> delete(String path) {
        return send("DELETE", path, null);
    }

    /** The members of a list. */
    List<Map<String, Object>> list(String path) {
        return objects(get(path), "items");
    }

    static List<Map<String, Object>> objects(Map<String, Object> json, String name) {
        List<Map<String, Object>> objects = new ArrayList<>();
        if (json.get(name) instanceof List<?> items) {
            items.stream().filter(Map.class::isInstance).map(Json::object).forEach(objects::add);
        }
        return objects;
    }

    /** A path of which the last parts are names that people chose. */
    static String path(String first, String... names) {
        StringBuilder path = new StringBuilder(first);
        for (String name : names) {
            path.append('/').append(encoded(name));
        }
        return path.toString();
    }

    /** What follows a path; members that are null are left out. */
    static String query(@Nullable String... namesAndValues) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            if (value != null) {
                query.append(query.isEmpty() ? '?' : '&').append(namesAndValues[i]).append('=').append(encoded(value));
            }
        }
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    Map<String, Object> send(String method, String path, @Nullable Map<String, ?> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/api/v1" + path)).timeout(TIMEOUT)
                .header("Authorization", "Bearer " + token).header("Patchbay-User", header(user))
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofByteArray(JsonWriter.compact(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, Object> json = response.body().length == 0
                    ? Map.of()
                    : JsonReader.withDefaults().readObject(response.body());
            if (response.statusCode() >= 400) {
                throw refused(json, response.statusCode());
            }
            return json;
        } catch (IOException | JsonException e) {
            throw new CommandException(ExitCode.NO_SERVER,
                    "The administration interface at " + server + " does not answer as it must: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "Interrupted.");
        }
    }

    private static String header(String user) {
        return user.chars().allMatch(c -> c > ' ' && c < 127) ? user : "unknown";
    }

    private static CommandException refused(Map<String, Object> problem, int status) {
        String detail = String.valueOf(problem.getOrDefault("detail", "The server answered " + status + "."));
        List<Map<String, Object>> problems = objects(problem, "problems");
        return new CommandException(ExitCode.FAILED, problems.isEmpty()
                ? detail
                : "It was not saved:\n" + problems.stream().map(AdminConnection::line)
                        .collect(Collectors.joining("\n")));
    }

    /** A problem of a rule, with its place. */
    static String line(Map<String, Object> problem) {
        return "  " + problem.get("part") + ", line " + problem.get("line") + ", column " + problem.get("column") + ": "
                + problem.get("message")
                + ("".equals(problem.getOrDefault("hint", "")) ? "" : " " + problem.get("hint"));
    }
}
