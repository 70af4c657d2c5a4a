package dev.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.admin.AdminFixture.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedChangesTest {
    private static final String CANARY = "canary-" + "secret-value-4711";

    @Test
    void everyChangeHasItsRecordBeforeAndWithoutSecrets(@TempDir Path data) throws IOException {
        try (AdminFixture admin = new AdminFixture(data)) {
            String root = admin.first();
            admin.post(root, "/clients", Map.of("id", "ada", "displayName", "Ada"));
            admin.send(root, "PATCH", "/clients/ada", Map.of("displayName", "Ada L."));
            String key = admin.post(root, "/clients/ada/keys", Map.of()).json().path("key").asString();
            admin.post(root, "/administrators", Map.of("name", "kim", "password", CANARY, "role", "viewer"));
            admin.send(root, "PUT", "/administrators/kim/password", Map.of("password", CANARY + "2"));
            admin.signIn("kim", CANARY + "3");
            admin.signIn(CANARY, CANARY);
            String secret = admin.post(root, "/session/second-factor", Map.of("password", AdminFixture.PASSWORD))
                    .json().path("secret").asString();
            admin.post(root, "/toolsets", Map.of("name", "t", "entries", List.of(Map.of("kind", "tool", "name", "x",
                    "override", Map.of("fixed", Map.of("api_key", CANARY))))));

            String recorded = admin.recorded();

            assertThat(recorded).contains("\"account\":\"root\"", "\"action\":\"client.update\"", "\"Ada L.\"",
                    "administrator.create", "administrator.password", "\"reason\":\"invalid_login\"");
            assertThat(recorded.lines().filter(line -> line.contains(CANARY)))
                    .as("only as the name that somebody tried").allMatch(line -> line.contains("invalid_login"))
                    .hasSize(1);
            assertThat(recorded).doesNotContain(key, AdminFixture.PASSWORD, root, secret, "argon2",
                    admin.server.firstCode().orElse("no code any more"));
        }
    }

    @Test
    void whatCannotBeRecordedIsNotDone(@TempDir Path data) throws IOException {
        try (AdminFixture admin = new AdminFixture(data)) {
            String root = admin.first();
            int reloads = admin.desks.reloads.get();
            admin.audit.close();

            Answer refused = admin.post(root, "/clients", Map.of("id", "ada"));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.code()).isEqualTo("audit_unavailable");
            assertThat(admin.get(root, "/clients").text()).isEqualTo("{\"items\":[]}");
            assertThat(admin.signIn("root", AdminFixture.PASSWORD).status()).isEqualTo(503);
            assertThat(admin.desks.reloads.get()).isEqualTo(reloads);
        }
    }

    @Test
    void whatIsRefusedIsRecordedToo(@TempDir Path data) throws IOException {
        try (AdminFixture admin = new AdminFixture(data)) {
            String root = admin.first();
            String kim = admin.administrator(root, "kim", "viewer");
            assertThat(admin.post(kim, "/clients", Map.of("id", "mine")).code()).isEqualTo("role");
            admin.get("pbs_wrong", "/clients");
            admin.send(root, "DELETE", "/administrators/root", null);

            assertThat(admin.recorded().lines().filter(line -> line.contains("\"decision\":\"denied\"")))
                    .anyMatch(line -> line.contains("\"account\":\"kim\"") && line.contains("createClient")
                            && line.contains("\"reason\":\"role\""))
                    .anyMatch(line -> line.contains("session.use") && line.contains("invalid_token"))
                    .anyMatch(line -> line.contains("administrator.delete") && line.contains("last_administrator"));
        }
    }
}
