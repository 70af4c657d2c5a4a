package dev.patchbay.tests.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** An administrator of a running server, over its REST interface. */
public final class Administration {
    private final URI origin;
    private final String token;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Administration(URI origin, String token) {
        this.origin = origin;
        this.token = token;
    }

    /** Sends a request below {@code /api/v1} and returns the answer, which must not be an error. */
    public JsonNode send(String method, String path, String json) {
        HttpResponse<String> response = exchange(method, path, json);
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(
                    method + " " + path + " " + json + ": " + response.statusCode() + " " + response.body());
        }
        return Json.parse(response.body().isEmpty() ? "{}" : response.body());
    }

    /** Sends a request below {@code /api/v1} and returns whatever comes back. */
    public HttpResponse<String> exchange(String method, String path, String json) {
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve("/api/v1" + path))
                .header("Authorization", "Bearer " + token).method(method, json.isEmpty()
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(json));
        if (!json.isEmpty()) {
            request.header("Content-Type", "application/json");
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Creates a client and returns a key of it. */
    public String client(String id) {
        send("POST", "/clients", "{\"id\":\"" + id + "\"}");
        return send("POST", "/clients/" + id + "/keys", "{}").path("key").asString();
    }

    /** Enables entries such as {@code tool:notes_find} for a client. */
    public void enable(String client, String... targets) {
        change("/enablement", client, targets);
    }

    /** Takes entries away again. */
    public void disable(String client, String... targets) {
        change("/enablement/remove", client, targets);
    }

    private void change(String path, String client, String... targets) {
        String list = List.of(targets).stream().map(target -> {
            int colon = target.indexOf(':');
            return "{\"kind\":\"" + target.substring(0, colon) + "\",\"name\":\"" + target.substring(colon + 1) + "\"}";
        }).collect(Collectors.joining(","));
        send("POST", path, "{\"subjectKind\":\"client\",\"subject\":\"" + client + "\",\"targets\":[" + list + "]}");
    }

    /** Approves every JAR that waits. */
    public void approveAll() {
        for (JsonNode plugin : send("GET", "/plugins", "").path("items")) {
            if (plugin.path("cause").asString("").contains("waiting for approval")) {
                send("POST", "/plugins/" + plugin.path("sha256").asString() + "/approve", "");
            }
        }
    }
}
