package dev.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {
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
    void theTokenOfTheCommandLineGoesWithTheServer() {
        admin.server.close();
        assertThat(Files.exists(data.resolve("cli.token"))).isFalse();
    }
}
