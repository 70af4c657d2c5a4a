package dev.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
    @TempDir private Path data;
    private AdminFixture admin;

    @BeforeEach
    void start() {
        admin = new AdminFixture(data);
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private AdminFixture.Answer first(String code, String name) {
        return admin.post(null, "/first-administrator",
                Map.of("code", code, "name", name, "password", AdminFixture.PASSWORD));
    }

    @Test
    void theFirstAdministratorNeedsTheCodeWhichWorksOnce() {
        String code = admin.server.firstCode().orElseThrow();
        assertThat(code.replace("-", "")).hasSize(26).matches("[A-Z2-7]+");
        assertThat(data.resolve("first-administrator.code")).content().isEqualTo(code + "\n");

        assertThat(first("AAAA-" + code.substring(5), "eve").code()).isEqualTo("invalid_code");
        assertThat(first("", "eve").status()).isEqualTo(401);
        AdminFixture.Answer made = first(code.toLowerCase(Locale.ROOT).replace("-", " "), "root");
        assertThat(made.status()).isEqualTo(201);
        assertThat(first(code, "eve").status()).isEqualTo(401);

        assertThat(admin.server.firstCode()).isEmpty();
        assertThat(data.resolve("first-administrator.code")).doesNotExist();
        assertThat(admin.get(made.json().path("token").asString(), "/session").json().path("role").asString())
                .isEqualTo("administrator");
    }

    @Test
    void aWeakPasswordDoesNotUseTheCodeUp() {
        String code = admin.server.firstCode().orElseThrow();
        assertThat(admin.post(null, "/first-administrator", Map.of("code", code, "name", "root", "password", "short"))
                .code()).isEqualTo("bad_password");
        assertThat(first(code, "root").status()).isEqualTo(201);
    }

    @Test
    void whateverIsWrongTheAnswerIsTheSame() {
        String root = admin.first();
        admin.administrator(root, "kim", "viewer");
        admin.send(root, "PATCH", "/administrators/kim", Map.of("disabled", true));

        AdminFixture.Answer wrong = admin.signIn("root", "not the password");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(admin.signIn("nobody", AdminFixture.PASSWORD).text()).isEqualTo(wrong.text());
        assertThat(admin.signIn("kim", AdminFixture.PASSWORD).text()).isEqualTo(wrong.text());
        assertThat(admin.signIn("Not a name'\n", AdminFixture.PASSWORD).text()).isEqualTo(wrong.text());
    }

    @Test
    void guessingIsSlowedDownForWhoGuesses() {
        String root = admin.first();
        admin.administrator(root, "kim", "viewer");
        for (int i = 0; i < 5; i++) {
            assertThat(admin.signIn("root", "wrong password " + i).status()).isEqualTo(401);
        }
        AdminFixture.Answer limited = admin.signIn("root", AdminFixture.PASSWORD);
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.whole().headers().firstValue("Retry-After")).isPresent();

        assertThat(admin.signIn("kim", AdminFixture.PASSWORD).status()).as("others are not locked out").isEqualTo(201);
        admin.clock.pass(Duration.ofSeconds(2));
        assertThat(admin.signIn("root", AdminFixture.PASSWORD).status()).as("nor is the owner for long")
                .isEqualTo(201);
    }

    @Test
    void aSessionEndsWhenItIsNotUsedOrHasLastedLong() {
        String root = admin.first();
        for (int i = 0; i < 20; i++) {
            admin.clock.pass(Duration.ofMinutes(29));
            assertThat(admin.get(root, "/session").status()).isEqualTo(200);
        }
        admin.clock.pass(Duration.ofMinutes(31));
        assertThat(admin.get(root, "/session").code()).isEqualTo("invalid_token");

        String other = admin.signIn("root", AdminFixture.PASSWORD).json().path("token").asString();
        for (int i = 0; i < 24; i++) {
            admin.clock.pass(Duration.ofMinutes(29));
            assertThat(admin.get(other, "/session").status()).isEqualTo(200);
        }
        admin.clock.pass(Duration.ofMinutes(25));
        assertThat(admin.get(other, "/session").status()).isEqualTo(401);
    }

    @Test
    void signingOutEndsTheSessionAndOnlyThis() {
        String root = admin.first();
        String other = admin.signIn("root", AdminFixture.PASSWORD).json().path("token").asString();
        assertThat(admin.send(root, "DELETE", "/session", null).status()).isEqualTo(204);
        assertThat(admin.get(root, "/session").status()).isEqualTo(401);
        assertThat(admin.get(other, "/session").status()).isEqualTo(200);
    }

    @Test
    void tokensThatAreAlmostRightAreRefused() {
        String root = admin.first();
        for (String token : List.of(root + "x", root.substring(0, root.length() - 1), root.toUpperCase(Locale.ROOT),
                "pbs_", "pbs_0000000000000000." + root.substring(21), root.substring(0, 21) + "A".repeat(43),
                admin.cliToken() + "x", "pbc_", "pbc_" + "A".repeat(43), "x")) {
            assertThat(admin.get(token, "/session").status()).as(token).isEqualTo(401);
        }
    }

    @Test
    void beingOnThisMachineIsNoRight() {
        assertThat(admin.get(null, "/clients").status()).isEqualTo(401);
        assertThat(admin.get(null, "/clients").whole().headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    }

    @Test
    void theCommandLineIsKnownByItsTokenAndNamesItsUser() throws IOException {
        assertThat(admin.get(admin.cliToken(), "/session").json().path("account").asString()).isEqualTo("kim");
        assertThat(admin.post(admin.cliToken(), "/clients", Map.of("id", "ada")).status()).isEqualTo(201);
        assertThat(admin.recorded()).contains("\"account\":\"kim\",\"method\":\"cli\",\"action\":\"client.create\"");
        assertThat(admin.recorded()).doesNotContain(admin.cliToken());
        assertThat(admin.send(admin.cliToken(), "PUT", "/session/password",
                Map.of("password", "x", "newPassword", AdminFixture.PASSWORD)).code()).isEqualTo("no_account");
    }

    @Test
    void theTokenOfTheCommandLineGoesWithTheServer() {
        admin.server.close();
        assertThat(Files.exists(data.resolve("cli.token"))).isFalse();
    }

    @Test
    void aSecondFactorIsSetUpAskedForAndUsedOnce() {
        String root = admin.first();
        assertThat(admin.post(root, "/session/second-factor", Map.of("password", "wrong password")).status())
                .isEqualTo(403);
        String secret = admin.post(root, "/session/second-factor", Map.of("password", AdminFixture.PASSWORD)).json()
                .path("secret").asString();
        assertThat(admin.send(root, "PUT", "/session/second-factor", Map.of("code", "000000")).code())
                .isEqualTo("invalid_code");
        assertThat(admin.send(root, "PUT", "/session/second-factor", Map.of("code", Codes.of(secret, admin.clock)))
                .status()).isEqualTo(204);

        assertThat(admin.signIn("root", AdminFixture.PASSWORD).code()).isEqualTo("second_factor_needed");
        admin.clock.pass(Duration.ofSeconds(60));
        Map<String, String> signIn = Map.of("name", "root", "password", AdminFixture.PASSWORD, "code",
                Codes.of(secret, admin.clock));
        assertThat(admin.post(null, "/session", signIn).status()).isEqualTo(201);
        assertThat(admin.post(null, "/session", signIn).code()).as("a code counts once").isEqualTo("invalid_code");

        assertThat(admin.send(admin.cliToken(), "DELETE", "/administrators/root/second-factor", null).status())
                .isEqualTo(204);
        assertThat(admin.signIn("root", AdminFixture.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void aNewPasswordEndsAllSessions() {
        String root = admin.first();
        assertThat(admin.send(root, "PUT", "/session/password",
                Map.of("password", AdminFixture.PASSWORD, "newPassword", "another long password")).status())
                .isEqualTo(204);
        assertThat(admin.get(root, "/session").status()).isEqualTo(401);
        assertThat(admin.signIn("root", AdminFixture.PASSWORD).status()).isEqualTo(401);
        assertThat(admin.signIn("root", "another long password").status()).isEqualTo(201);
    }

    @Test
    void somebodyWhoMayDoAllIsLeftAlways() {
        String root = admin.first();
        assertThat(admin.send(root, "DELETE", "/administrators/root", null).code()).isEqualTo("last_administrator");
        assertThat(admin.send(root, "PATCH", "/administrators/root", Map.of("role", "viewer")).code())
                .isEqualTo("last_administrator");
        assertThat(admin.send(root, "PATCH", "/administrators/root", Map.of("disabled", true)).code())
                .isEqualTo("last_administrator");
        assertThat(admin.signIn("root", AdminFixture.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void otherHostsAndOriginsAreRefusedOnEveryPath() {
        for (String path : List.of("/api/v1/openapi.json", "/api/v1/session", "/nothing")) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + admin.server.port() + path))
                    .header("Origin", "http://evil.example").build();
            assertThat(admin.send(request).status()).as(path).isEqualTo(403);
        }
    }
}
