package dev.patchbay.tests.identity;

import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.Node;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A real OpenID provider, node-oidc-provider, in a process of its own ({@code npm/openid-provider.mjs}). */
final class OpenIdProvider implements AutoCloseable {
    static final String SECRET = "not-a-secret-of-anybody";

    private final Process process;
    private final String issuer;

    private OpenIdProvider(Process process, String issuer) {
        this.process = process;
        this.issuer = issuer;
    }

    static OpenIdProvider start() {
        try {
            Process process = new ProcessBuilder(Node.command("openid-provider.mjs"))
                    .directory(Node.folder().toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            BufferedReader answers = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith("{")) {
                    return new OpenIdProvider(process, Json.parse(line).get("issuer").asString());
                }
            }
            throw new IOException("The OpenID provider ended");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String issuer() {
        return issuer;
    }

    /** A browser of somebody: it keeps cookies, and follows no redirect that it is not told to. */
    static HttpClient browser() {
        return HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).cookieHandler(new Cookies())
                .followRedirects(HttpClient.Redirect.NEVER).build();
    }

    /** Logs somebody in and agrees for them; returns where the provider then sends the browser, not opened yet. */
    URI logIn(HttpClient browser, URI address, String login) throws Exception {
        URI page = address;
        for (int step = 0; step < 12; step++) {
            if (!page.toString().startsWith(issuer)) {
                return page;
            }
            HttpResponse<String> answer = browser.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                String prompt = answer.body().contains("value=\"login\"") ? "login" : "consent";
                answer = browser.send(HttpRequest.newBuilder(page)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(
                                encoded(Map.of("prompt", prompt, "login", login, "password", "any"))))
                        .build(), BodyHandlers.ofString());
            }
            String said = answer.body();
            page = page.resolve(answer.headers().firstValue("Location")
                    .orElseThrow(() -> new IllegalStateException("no way on: " + said)));
        }
        throw new IllegalStateException("the login does not end");
    }

    /** As browsers send them; the JDK's own writes what it has got with Max-Age in a form of RFC 2965. */
    private static final class Cookies extends CookieHandler {
        private final Map<String, String> values = new ConcurrentHashMap<>();

        @Override
        public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
            return values.isEmpty()
                    ? Map.of()
                    : Map.of("Cookie", List.of(values.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining("; "))));
        }

        @Override
        public void put(URI uri, Map<String, List<String>> headers) {
            headers.forEach((name, lines) -> {
                if (name.equalsIgnoreCase("Set-Cookie")) {
                    lines.forEach(line -> {
                        String[] cookie = line.split(";", 2)[0].split("=", 2);
                        values.put(cookie[0], cookie[1]);
                    });
                }
            });
        }
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
