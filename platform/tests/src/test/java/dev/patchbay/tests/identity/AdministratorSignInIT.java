package dev.patchbay.tests.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Administrators sign in to the served product at a real OpenID provider, and nobody else by what they bring back. */
class AdministratorSignInIT {
    private static final Pattern TOKEN = Pattern.compile("pbo_[0-9a-f]{16}\\.[A-Za-z0-9_-]{43}");

    private static OpenIdProvider provider;
    private static Installation installation;

    @BeforeAll
    static void start() throws IOException {
        provider = OpenIdProvider.start();
        installation = Installation.unpack().withoutSamples().withSetting("admin.oidc.issuer", provider.issuer())
                .withSetting("admin.oidc.client-id", "patchbay-admin")
                .withSetting("admin.oidc.client-secret-file", "conf/oidc.secret")
                .withSetting("admin.oidc.scopes", "roles")
                .withSetting("admin.oidc.roles", "patchbay-admins=administrator")
                .withSetting("admin.oidc.allowed-networks", "127.0.0.0/8");
        Path secret = installation.folder().resolve("conf/oidc.secret");
        Files.writeString(secret, OpenIdProvider.SECRET + "\n");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        installation.serve();
    }

    @AfterAll
    static void stop() {
        installation.close();
        provider.close();
    }

    private static URI api(String path) throws IOException {
        return URI.create(Json.parse(Files.readString(installation.folder().resolve("data/status.json")))
                .path("admin").asString()).resolve("/api/v1" + path);
    }

    private static HttpResponse<String> open(HttpClient browser, URI page) throws Exception {
        return browser.send(HttpRequest.newBuilder(page).header("Accept", "text/html").build(),
                BodyHandlers.ofString());
    }

    /** Begins in a browser, logs in at the provider, and returns where that sends the browser. */
    private static URI comeBack(HttpClient browser, String login) throws Exception {
        HttpResponse<String> start = open(browser, api("/session/oidc"));
        Matcher link = Pattern.compile("href=\"([^\"]*)\"").matcher(start.body());
        assertThat(link.find()).as(start.body()).isTrue();
        return provider.logIn(browser, URI.create(link.group(1).replace("&#38;", "&")), login);
    }

    private static String signIn(String login) throws Exception {
        HttpClient browser = OpenIdProvider.browser();
        HttpResponse<String> page = open(browser, comeBack(browser, login));
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).as(page.body()).isTrue();
        return token.group();
    }

    private static HttpResponse<String> get(String token, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(api(path)).header("Authorization", "Bearer " + token).build(),
                    BodyHandlers.ofString());
        }
    }

    private static String recorded() throws IOException {
        try (Stream<Path> files = Files.walk(installation.folder().resolve("data/audit"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    @Test
    void whoHasTheRoleAdministersAndTheTrailSaysWho() throws Exception {
        String token = signIn("admin-kim");

        assertThat(get(token, "/session").body()).contains("\"oidc:admin-kim\"", "\"administrator\"");
        assertThat(get(token, "/administrators").statusCode()).isEqualTo(200);
        assertThat(recorded()).contains("\"account\":\"oidc:admin-kim\",\"method\":\"oidc:" + provider.issuer()
                + "\",\"action\":\"session.create\"").doesNotContain(token);
    }

    @Test
    void whoHasNoMappedRoleIsToldSo() throws Exception {
        HttpClient browser = OpenIdProvider.browser();
        HttpResponse<String> page = open(browser, comeBack(browser, "bob"));

        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("has no role here").doesNotContainPattern(TOKEN);
    }

    @Test
    void whatAVictimComesBackWithIsOfNoUseInAnotherBrowser() throws Exception {
        HttpClient victim = OpenIdProvider.browser();
        HttpClient attacker = OpenIdProvider.browser();
        URI callback = comeBack(victim, "admin-eve");
        open(attacker, api("/session/oidc"));

        HttpResponse<String> stolen = open(attacker, callback);
        assertThat(stolen.statusCode()).isEqualTo(403);
        assertThat(stolen.body()).doesNotContainPattern(TOKEN);
        assertThat(open(victim, callback).statusCode()).as("it was used, so nobody gets in by it").isEqualTo(403);
        assertThat(recorded()).contains("\"reason\":\"other_browser\"").doesNotContain("oidc:admin-eve");
    }

    @Test
    void aChangedMappingLeavesNobodySignedIn() throws Exception {
        String token = signIn("admin-zoe");
        assertThat(get(token, "/session").statusCode()).isEqualTo(200);
        installation.stop();
        installation.withSetting("admin.oidc.roles", "patchbay-admins=administrator,guests=viewer").serve();

        assertThat(get(token, "/session").statusCode()).isEqualTo(401);
        assertThat(get(signIn("guest-bob"), "/session").body()).contains("\"viewer\"");
    }
}
