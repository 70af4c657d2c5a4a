package dev.patchbay.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A user with a browser without script, who opens pages and sends their forms. */
final class Browser {
    private static final Pattern PROOF = Pattern.compile("name=\"proof\" value=\"([A-Za-z0-9_-]+)\"");

    private final HttpClient http;
    /** The bytes of all answers. */
    final Queue<String> seen = new ConcurrentLinkedQueue<>();

    Browser(HttpClient http) {
        this.http = http;
    }

    HttpResponse<String> open(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build());
    }

    /** Sends a form as its own page would. */
    HttpResponse<String> post(String url, Map<String, String> fields) throws IOException, InterruptedException {
        return post(url, fields, origin(url));
    }

    HttpResponse<String> post(String url, Map<String, String> fields, String origin)
            throws IOException, InterruptedException {
        return send(form(url, body(fields)).header("Origin", origin).build());
    }

    static HttpRequest.Builder form(String url, String body) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        seen.add(response.headers().map() + response.body());
        return response;
    }

    /** Fills in the form of a page that was opened. */
    HttpResponse<String> fillIn(String url, HttpResponse<String> page, String action, Map<String, String> fields)
            throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("proof", proof(page).orElseThrow(() -> new AssertionError("no question: " + page.body())));
        all.put("action", action);
        fields.forEach((name, value) -> all.put("field." + name, value));
        return post(url, all);
    }

    static Optional<String> proof(HttpResponse<String> page) {
        Matcher matcher = PROOF.matcher(page.body());
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static String origin(String url) {
        URI uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }

    static String body(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
