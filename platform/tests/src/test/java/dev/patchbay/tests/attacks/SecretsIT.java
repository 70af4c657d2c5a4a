package dev.patchbay.tests.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.ModernCaller;
import dev.patchbay.tests.product.ReactorJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** No secret that comes in goes out again, and none is there from the start. */
class SecretsIT {
    private static final int CANARIES = 40;
    private static final int ERRORS = 500;
    private static final List<String> SECRET_NAMES = List.of("password", "api_key", "accessToken", "client-secret",
            "authorization", "cookie", "private_key", "credentials");

    private static Installation installation;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @BeforeAll
    static void serve() {
        installation = Installation.unpack().withSetting("limits.calls-per-minute", "100000000")
                .withSetting("mcp.flood-requests", "0").withSetting("database.password", canary(0))
                .withSetting("oauth.introspection-secret", canary(1)).withSetting("log.level", "debug").serve();
    }

    @AfterAll
    static void stop() {
        installation.close();
    }

    private static String canary(int number) {
        return "c4n4ry" + number + "x".repeat(12) + number;
    }

    @Test
    void aFreshInstallationKnowsNoCredential() throws IOException {
        URI admin = administration();
        for (String guess : List.of("", "Bearer admin", "Bearer patchbay", "Basic YWRtaW46YWRtaW4=", "Bearer changeme",
                "Bearer null", "Bearer undefined")) {
            assertThat(status(URI.create(installation.url()), guess)).as(guess).isEqualTo(401);
            assertThat(status(admin.resolve("/api/v1/clients"), guess)).as(guess).isEqualTo(401);
        }
        try (ZipFile archive = new ZipFile(ReactorJars.archive().toFile())) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                assertThat(entry.getName()).doesNotMatch("(?i).*(\\.key|\\.pem|\\.p12|\\.jks|cli\\.token)");
                if (entry.getName().contains("/conf/") && !entry.isDirectory()) {
                    assertThat(new String(archive.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
                            .doesNotContainPattern("(?im)^\\s*[a-z-]*(password|secret|token)\\s*:\\s*[^\\s#]");
                }
            }
        }
    }

    @Test
    void noPlantedSecretIsInALogARecordOrAnAnswer() {
        Administration administration = installation.administration();
        administration.approveAll();
        String key = administration.client("canaries");
        administration.enable("canaries", "tool:*", "prompt:*", "resource:*");
        List<String> answers = new ArrayList<>();
        try (ModernCaller caller = new ModernCaller(installation.url(), key)) {
            for (int i = 0; i < ERRORS; i++) {
                String canary = canary(2 + i % (CANARIES - 2));
                answers.add(switch (i % 5) {
                    case 0 -> caller.call("hello", secrets(canary)).toString();
                    case 1 -> caller.call("nobody", secrets(canary)).toString();
                    case 2 ->
                            new ModernCaller(installation.url(), canary).call("hello", Map.of("name", "x")).toString();
                    case 3 -> new ModernCaller(installation.url() + "?access_token=" + canary, "")
                            .call("hello", Map.of("name", "x")).toString();
                    default -> administration.exchange("POST", "/session",
                            "{\"name\":\"admin\",\"password\":\"" + canary + "\"}").body();
                });
            }
        }
        answers.add(installation.printed());
        answers.addAll(texts(installation.folder().resolve("logs")));
        answers.addAll(texts(installation.folder().resolve("data/audit")));
        answers.add(read(installation.folder().resolve("data/status.json")));
        String all = String.join("\n", answers);
        assertThat(all).contains("canaries");
        for (int number = 0; number < CANARIES; number++) {
            assertThat(all.contains(canary(number))).as("canary %d is somewhere", number).isFalse();
        }
        assertThat(all).doesNotContain(key);
    }

    private static Map<String, Object> secrets(String canary) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("name", "Ada");
        SECRET_NAMES.forEach(name -> arguments.put(name, canary));
        return arguments;
    }

    private static URI administration() throws IOException {
        return URI.create(Json.parse(read(installation.folder().resolve("data/status.json"))).path("admin").asString());
    }

    private static int status(URI url, String authorization) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).header("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        if (url.getPath().equals("/mcp")) {
            request.POST(HttpRequest.BodyPublishers.ofString("{}"));
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString()).statusCode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(SecretsIT::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
