package dev.patchbay.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.admin.account.OpenIdOptions;
import dev.patchbay.admin.account.PasswordCost;
import dev.patchbay.admin.route.ApiJson;
import dev.patchbay.admin.route.Route;
import dev.patchbay.audit.Audit;
import dev.patchbay.audit.AuditOptions;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.schema.JsonSchema;
import dev.patchbay.http.HttpOptions;
import dev.patchbay.security.CredentialEvents;
import dev.patchbay.security.Identities;
import dev.patchbay.security.IdentityData;
import dev.patchbay.security.key.KeyHash;
import dev.patchbay.security.key.KeyRing;
import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.PoolSettings;
import dev.patchbay.store.audit.AuditIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running interface over a database in memory, and a client that holds every answer to the OpenAPI document. */
final class AdminFixture implements AutoCloseable {
    static final PasswordCost CHEAP = new PasswordCost(64, 1, 1);
    static final String PASSWORD = "correct horse battery";
    private static final JsonMapper JSON = new JsonMapper();

    final TestClock clock;
    final Database database;
    final Audit audit;
    final TestDesks desks;
    final AdminServer server;
    final Path data;
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Map<String, Object> document;

    record Answer(int status, String contentType, String text, HttpResponse<String> whole) {
        JsonNode json() {
            return JSON.readTree(text);
        }

        String code() {
            return json().path("code").asString();
        }
    }

    AdminFixture(Path data) {
        this(data, CHEAP);
    }

    AdminFixture(Path data, PasswordCost cost) {
        this(data, cost, new TestClock(), Optional.empty());
    }

    AdminFixture(Path data, PasswordCost cost, TestClock clock, Optional<OpenIdOptions> openId) {
        this.data = data;
        this.clock = clock;
        SecureRandom random = new SecureRandom();
        try {
            database = Database.open(DatabaseSettings.inMemory()
                    .withPool(new PoolSettings(4, 0, Duration.ofSeconds(5), Duration.ofMinutes(1))));
            audit = Audit.open(AuditOptions.of(data), new AuditIndex(database), random);
            Identities identities = new Identities(() -> IdentityData.read(database), new CredentialEvents(), clock);
            KeyRing keys = new KeyRing(database, KeyHash.random(random), identities, random, clock);
            desks = new TestDesks(identities::reload);
            server = AdminServer.start(new AdminParts(database, audit, keys, new CatalogRegistry()::current, desks,
                    desks, desks, desks, desks, "test"),
                    new AdminOptions(data, HttpOptions.defaults(), cost, clock, openId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the first administrator, and returns the token of the session. */
    String first() {
        return post(null, "/first-administrator", Map.of("code", server.firstCode().orElseThrow(), "name", "root",
                "password", PASSWORD)).json().path("token").asString();
    }

    String cliToken() {
        try {
            return Files.readString(data.resolve("cli.token")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Answer signIn(String name, String password) {
        return post(null, "/session", Map.of("name", name, "password", password));
    }

    /** An administrator with a role, and the token of a session. */
    String administrator(String by, String name, String role) {
        assertThat(post(by, "/administrators", Map.of("name", name, "password", PASSWORD, "role", role)).status())
                .isEqualTo(201);
        return signIn(name, PASSWORD).json().path("token").asString();
    }

    Answer get(@Nullable String token, String path) {
        return send(token, "GET", path, null);
    }

    Answer post(@Nullable String token, String path, @Nullable Object body) {
        return send(token, "POST", path, body);
    }

    Answer send(@Nullable String token, String method, String path, @Nullable Object body) {
        return raw(token, method, path, body == null ? null
                : body instanceof String text ? text
                        : JSON.writeValueAsString(body));
    }

    Answer raw(@Nullable String token, String method, String path, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path))
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (token != null) {
            request.header("Authorization", "Bearer " + token).header("Patchbay-User", "kim");
        }
        Answer answer = send(request.build());
        conforms(method, path.split("\\?", 2)[0], answer);
        return answer;
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers().firstValue("Content-Type").orElse(""),
                    response.body(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Map<String, Object> document() {
        Map<String, Object> known = document;
        if (known == null) {
            known = JSON.readerForMapOf(Object.class)
                    .readValue(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                            + server.port() + "/api/v1/openapi.json")).build()).text());
            document = known;
        }
        return known;
    }

    /** Every answer must be one that the document announces. */
    private void conforms(String method, String path, Answer answer) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (answer.status() >= 400) {
            assertThat(answer.contentType()).isEqualTo("application/problem+json");
            schema.put("$ref", "#/components/schemas/Problem");
        } else {
            Route route = server.table().routes().stream()
                    .filter(each -> each.method().equals(method) && Pattern
                            .matches(each.path().replaceAll("\\{[a-zA-Z0-9]+}", "[^/]+"), path))
                    .findFirst().orElseThrow();
            JsonNode responses = JSON.valueToTree(document()).at("/paths").path("/api/v1" + route.path())
                    .path(method.toLowerCase(java.util.Locale.ROOT)).path("responses");
            JsonNode announced = responses.path(String.valueOf(answer.status()));
            assertThat(announced.isObject()).as("%s %s %s", method, path, answer).isTrue();
            if (answer.status() == 204) {
                assertThat(answer.text()).isEmpty();
                return;
            }
            schema.putAll(JSON.readerForMapOf(Object.class).readValue(JSON.writeValueAsBytes(
                    announced.at("/content").path("application/json").path("schema"))));
        }
        schema.put("components", document().get("components"));
        Object value = JSON.readValue(answer.text(), Object.class);
        assertThat(JsonSchema.compile(schema).check(value)).as("%s %s: %s", method, path, answer.text()).isEmpty();
    }

    /** All that is on the disk as text. */
    String recorded() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("audit"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).sorted().toList()) {
                all.append(Files.readString(file));
            }
            return all.toString();
        }
    }

    static ApiJson api() {
        return new ApiJson();
    }

    @Override
    public void close() {
        server.close();
        try {
            audit.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            database.close();
        }
    }
}
