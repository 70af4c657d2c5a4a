package dev.patchbay.tests.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.replay.Answer;
import dev.patchbay.replay.ReplayServer;
import dev.patchbay.replay.VendorApi;
import dev.patchbay.tests.product.Administration;
import dev.patchbay.tests.product.Installation;
import dev.patchbay.tests.product.Json;
import dev.patchbay.tests.product.ReactorJars;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * An agent deploys a feature: it looks at the repository, asks whether the database waits for migrations, and opens a pull
 * request. The official Java SDK calls, PostgreSQL is real, GitHub is replayed and held to its description.
 */
class DeploymentStoryIT {
    private static final Path GITHUB = Path.of("..", "..", "plugins", "github", "src", "test", "resources", "dev",
            "patchbay", "plugins", "github");

    @TempDir private static Path folder;
    private static EmbeddedPostgres postgres;
    private static ReplayServer github;
    private static Installation patchbay;
    private static McpSyncClient agent;

    @BeforeAll
    static void install() throws IOException, SQLException {
        postgres = EmbeddedPostgres.start();
        execute("""
                CREATE TABLE flyway_schema_history (installed_rank int PRIMARY KEY, version varchar(50),
                    description varchar(200) NOT NULL, type varchar(20) NOT NULL, script varchar(1000) NOT NULL,
                    checksum int, installed_by varchar(100) NOT NULL, installed_on timestamp DEFAULT now(),
                    execution_time int NOT NULL, success boolean NOT NULL);
                INSERT INTO flyway_schema_history VALUES (1, '1', 'users', 'SQL', 'V1__users.sql', NULL, 'flyway',
                    now(), 3, true);
                """);
        Path migrations = Files.createDirectory(folder.resolve("migrations")).toRealPath();
        Files.writeString(migrations.resolve("V1__users.sql"), "CREATE TABLE users (id int);");
        Files.writeString(migrations.resolve("V2__orders.sql"), "CREATE TABLE orders (id int);");

        github = ReplayServer.start(VendorApi.github());
        github.on("GET", "/repos/{owner}/{repo}").answer(answer(200, "repository"));
        github.on("GET", "/repos/{owner}/{repo}/commits").answer(answer(200, "commits"));
        github.on("GET", "/repos/{owner}/{repo}/pulls").answer(answer(200, "pulls"));
        github.on("POST", "/repos/{owner}/{repo}/pulls").answer(answer(201, "created-pull"));

        patchbay = Installation.unpack().withoutSamples().withPlugin(ReactorJars.connector("github"))
                .withPlugin(ReactorJars.connector("database")).withPlugin(ReactorJars.connector("slack"))
                .withConfiguration("""
                        datasources:
                          main:
                            url: jdbc:postgresql://localhost:%d/postgres
                            user: postgres
                            driver: org.postgresql.Driver
                        instances:
                          github:
                            config:
                              url: %s
                              writes: true
                          database:
                            config:
                              migrations:
                                - folder: %s
                        """.formatted(postgres.getPort(), github.url(), migrations)).serve();
        Administration administration = patchbay.administration();
        administration.approveAll();
        administration.send("PUT", "/secrets/github.token", "{\"value\": \"ghp_of-the-story-0123456789abcdef\"}");
        grant(administration, "github", "hosts: 127.0.0.1:" + github.port());
        grant(administration, "database", "paths: " + migrations + " (r)");
        String key = administration.client("agent");
        administration.enable("agent", "tool:github_*", "tool:database_*", "tool:slack_*");
        agent = agent(patchbay.url(), key);
        agent.initialize();
    }

    @AfterAll
    static void stop() throws IOException {
        agent.close();
        patchbay.close();
        github.verify();
        github.close();
        postgres.close();
    }

    private static void grant(Administration administration, String instance, String grants) {
        administration.send("POST", "/instances/" + instance + "/grant", Json.write(Map.of("grants", grants)));
    }

    private static Answer answer(int status, String name) throws IOException {
        return Answer.json(status, Files.readString(GITHUB.resolve(name + ".json")));
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static McpSyncClient agent(String url, String key) {
        URI uri = URI.create(url);
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(uri.getScheme() + "://" + uri.getAuthority())
                .endpoint(uri.getPath()).requestBuilder(HttpRequest.newBuilder().header("Authorization",
                        "Bearer " + key))
                .build()).requestTimeout(Duration.ofSeconds(30))
                .clientInfo(McpSchema.Implementation.builder("development-agent", "1.0.0").build()).build();
    }

    private static JsonNode call(String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result = agent
                .callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as("%s: %s%n%s", tool, result.content(), log()).isNotEqualTo(true);
        return Json.parse(Json.write(result.structuredContent()));
    }

    private static String log() {
        try (Stream<Path> files = Files.list(patchbay.folder().resolve("logs"))) {
            return files.map(DeploymentStoryIT::read).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFeatureIsDeployedWithWhatTheConnectorsSay() throws SQLException {
        JsonNode repository = call("github_get_repository_info", Map.of("repo_name", "octocat/Hello-World"));
        JsonNode before = call("database_check_pending_migrations", Map.of());
        JsonNode pullRequest = call("github_create_pull_request",
                Map.of("repo_name", "octocat/Hello-World", "title", "Feature: T-1", "branch_name", "feature"));
        execute("INSERT INTO flyway_schema_history VALUES (2, '2', 'orders', 'SQL', 'V2__orders.sql', NULL, 'flyway',"
                + " now(), 3, true)");
        JsonNode after = call("database_check_pending_migrations", Map.of());

        assertThat(repository.path("repository").path("full_name").asString()).isEqualTo("octocat/Hello-World");
        assertThat(before.path("has_pending").asBoolean()).isTrue();
        assertThat(before.path("pending").toString()).contains("2");
        assertThat(pullRequest.path("status").asString()).isEqualTo("created");
        assertThat(pullRequest.path("pr_number").asInt()).isPositive();
        assertThat(pullRequest.path("url").asString()).startsWith("https://github.com/");
        assertThat(after.path("has_pending").asBoolean(true)).isFalse();
    }
}
