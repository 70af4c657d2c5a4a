package dev.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInTest {
    private AdminFixture admin;
    private String root;

    @BeforeAll
    void start(@TempDir Path data) {
        admin = new AdminFixture(data);
        admin.first();
    }

    /** What the test before has done wrong is forgotten. */
    @BeforeEach
    void signIn() {
        admin.clock.pass(Duration.ofMinutes(20));
        root = admin.signIn("root", AdminFixture.PASSWORD).json().path("token").asString();
    }

    @AfterAll
    void close() {
        admin.close();
    }

    @Test
    void whateverIsWrongTheAnswerIsTheSame() {
        admin.administrator(root, "kay", "viewer");
        admin.send(root, "PATCH", "/administrators/kay", Map.of("disabled", true));

        AdminFixture.Answer wrong = admin.signIn("root", "not the password");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(admin.signIn("nobody", AdminFixture.PASSWORD).text()).isEqualTo(wrong.text());
        assertThat(admin.signIn("kay", AdminFixture.PASSWORD).text()).isEqualTo(wrong.text());
        assertThat(admin.signIn("Not a name'\n", AdminFixture.PASSWORD).text()).isEqualTo(wrong.text());
    }

    @Test
    void guessingIsSlowedDownForWhoGuesses() {
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
        String other = admin.signIn("root", AdminFixture.PASSWORD).json().path("token").asString();
        assertThat(admin.send(root, "DELETE", "/session", null).status()).isEqualTo(204);
        assertThat(admin.get(root, "/session").status()).isEqualTo(401);
        assertThat(admin.get(other, "/session").status()).isEqualTo(200);
    }

    @Test
    void tokensThatAreAlmostRightAreRefused() {
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
    void aSecondFactorIsSetUpAskedForAndUsedOnce() {
        String two = admin.administrator(root, "two", "viewer");
        assertThat(admin.post(two, "/session/second-factor", Map.of("password", "wrong password")).status())
                .isEqualTo(403);
        String secret = admin.post(two, "/session/second-factor", Map.of("password", AdminFixture.PASSWORD)).json()
                .path("secret").asString();
        assertThat(admin.send(two, "PUT", "/session/second-factor", Map.of("code", "000000")).code())
                .isEqualTo("invalid_code");
        assertThat(admin.send(two, "PUT", "/session/second-factor", Map.of("code", Codes.of(secret, admin.clock)))
                .status()).isEqualTo(204);

        assertThat(admin.signIn("two", AdminFixture.PASSWORD).code()).isEqualTo("second_factor_needed");
        admin.clock.pass(Duration.ofSeconds(60));
        Map<String, String> signIn = Map.of("name", "two", "password", AdminFixture.PASSWORD, "code",
                Codes.of(secret, admin.clock));
        assertThat(admin.post(null, "/session", signIn).status()).isEqualTo(201);
        assertThat(admin.post(null, "/session", signIn).code()).as("a code counts once").isEqualTo("invalid_code");

        assertThat(admin.send(admin.cliToken(), "DELETE", "/administrators/two/second-factor", null).status())
                .isEqualTo(204);
        assertThat(admin.signIn("two", AdminFixture.PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void aNewPasswordEndsAllSessions() {
        String pass = admin.administrator(root, "pass", "viewer");
        assertThat(admin.send(pass, "PUT", "/session/password",
                Map.of("password", AdminFixture.PASSWORD, "newPassword", "another long password")).status())
                .isEqualTo(204);
        assertThat(admin.get(pass, "/session").status()).isEqualTo(401);
        assertThat(admin.signIn("pass", AdminFixture.PASSWORD).status()).isEqualTo(401);
        assertThat(admin.signIn("pass", "another long password").status()).isEqualTo(201);
    }

    @Test
    void somebodyWhoMayDoAllIsLeftAlways() {
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
