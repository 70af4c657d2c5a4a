package dev.patchbay.tests.identity;

import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.Node;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A real authorization server, node-oidc-provider, in a process of its own ({@code npm/authorization-server.mjs}). It
 * shows its private keys, so that a test can sign what the server would never sign.
 */
final class AuthorizationServer implements AutoCloseable {
    static final String SECRET = "not-a-secret-of-anybody";
    private static final String CALLBACK = "http://127.0.0.1/callback";
    private static final String VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789";

    private final Process process;
    private final BufferedReader answers;
    private final BufferedWriter commands;
    private final HttpClient http = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY).build();
    private volatile JsonNode state;

    private AuthorizationServer(Process process) throws IOException {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.commands = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        this.state = answer();
    }

    static AuthorizationServer start(String resource) {
        try {
            Process process = new ProcessBuilder(Node.command("authorization-server.mjs", resource))
                    .directory(Node.folder().toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return new AuthorizationServer(process);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode answer() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("{")) {
                return Json.parse(line);
            }
        }
        throw new IOException("The authorization server ended");
    }

    String issuer() {
        return state.get("issuer").asString();
    }

    /** A private key, as a JWK. */
    String key(String algorithm) {
        for (JsonNode key : state.get("keys")) {
            if (key.get("alg").asString().equals(algorithm)) {
                return key.toString();
            }
        }
        throw new IllegalArgumentException(algorithm);
    }

    /** Gives it new keys; the old ones are gone. */
    void rotate() throws IOException {
        commands.write("rotate\n");
        commands.flush();
        state = answer();
    }

    /** A token that a client has got for itself. */
    String token(String client, String resource, String scope) throws Exception {
        JsonNode answer = Json.parse(post("/token", client,
                Map.of("grant_type", "client_credentials", "resource", resource, "scope", scope)).body());
        if (!answer.has("access_token")) {
            throw new IllegalStateException("no token: " + answer);
        }
        return answer.get("access_token").asString();
    }

    /** Ends a token, as the one who has it. */
    void revoke(String client, String token) throws Exception {
        HttpResponse<String> answer = post("/token/revocation", client, Map.of("token", token));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("not revoked: " + answer.body());
        }
    }

    private HttpResponse<String> post(String path, String client, Map<String, String> form) throws Exception {
        String basic = Base64.getEncoder().encodeToString((client + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        return http.send(HttpRequest.newBuilder(URI.create(issuer() + path)).header("Authorization", "Basic " + basic)
                .header("Content-Type", "application/x-www-form-urlencoded").timeout(Duration.ofSeconds(10))
                .POST(BodyPublishers.ofString(encoded(form))).build(), BodyHandlers.ofString());
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What a user has got who logged in and agreed in a browser: an access token and an ID token. */
    JsonNode tokensOfUser(String login, String resource) throws Exception {
        HttpClient browser = HttpClient.newBuilder().proxy(HttpClient.Builder.NO_PROXY)
                .cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NEVER).build();
        String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(MessageDigest.getInstance("SHA-256")
                .digest(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
        URI page = URI.create(issuer() + "/auth?" + encoded(Map.of("client_id", "desktop", "redirect_uri", CALLBACK,
                "response_type", "code", "scope", "openid files:read", "resource", resource, "nonce", "n-1",
                "code_challenge", challenge, "code_challenge_method", "S256")));
        String code = afterLogin(browser, page, login, CALLBACK).getQuery().replaceAll(".*code=([^&]*).*", "$1");
        return Json.parse(http.send(HttpRequest.newBuilder(URI.create(issuer() + "/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(Map.of("grant_type", "authorization_code", "code", code,
                        "client_id", "desktop", "redirect_uri", CALLBACK, "code_verifier", VERIFIER))))
                .build(), BodyHandlers.ofString()).body());
    }

    /** Logs a user in and agrees to all; returns where the browser is sent in the end. */
    static URI afterLogin(HttpClient browser, URI from, String login, String callback) throws Exception {
        URI page = from;
        for (int step = 0; step < 12; step++) {
            if (page.toString().startsWith(callback)) {
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
            page = page.resolve(answer.headers().firstValue("Location")
                    .orElseThrow(() -> new IllegalStateException("no way on")));
        }
        throw new IllegalStateException("the login does not end");
    }

    @Override
    public void close() {
        process.destroy();
    }
}
