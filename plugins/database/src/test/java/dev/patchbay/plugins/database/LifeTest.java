package dev.patchbay.plugins.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.TestHost;
import dev.patchbay.testkit.TestSetup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start, the end, and what is granted; each test has a host of its own. */
class LifeTest {
    @Test
    void nothingIsConnectedAtTheStartAndADatabaseThatIsGoneIsToldAsAConnection() {
        Map<String, Object> gone = Map.of("datasources", Map.of("main", Map.of("url", "jdbc:h2:tcp://127.0.0.1:1/gone",
                "driver", "org.h2.Driver", "pool", Map.of("max", 1, "min", 0, "acquire-timeout", "250ms"))), "folders",
                TestDatabase.H2.settings("ro").get("folders"), "resilience", Map.of("retry-delay", "10ms"));
        try (TestHost host = TestHost.start(LifeTest.class, TestSetup.standard().withSettings(gone)
                .withConfiguration(Configurations.read("users.json")))) {
            assertEquals(List.of("database_query_users"),
                    host.client().listTools().stream().map(tool -> tool.name()).toList());
            assertEquals(1, host.client().listResources().size());
            var result = host.client().callTool("database_query_users", Map.of());
            assertTrue(result.isError());
            assertEquals("Error querying users: Database connection failed", result.text());
        }
    }

    @Test
    void nothingStaysInMemory() {
        TestHost host = TestHost.start(LifeTest.class, TestSetup.standard().withNamespace("")
                .withSettings(TestDatabase.H2.settings("rw")).withConfiguration(Map.of("execute", true)));
        TestClient client = host.client();
        assertFalse(client.callTool("db_execute", Map.of("sql", "CREATE TABLE IF NOT EXISTS life (id INT)")).isError());
        assertFalse(client.callTool("db_query", Map.of("sql", "SELECT * FROM life")).isError());
        assertTrue(client.callTool("db_query", Map.of("sql", "SELECT nothing FROM life")).isError());
        assertTrue(client.callTool("db_query", Map.of("sql", "SELECT evil()")).isError());
        assertFalse(client.callTool("db_search_objects", Map.of("detail_level", "full")).isError());
        host.close();
        host.assertUnloaded();
    }

    @Test
    void whatIsNotGrantedIsToldInTheWordsOfTheGrant() {
        Map<String, Object> two = Map.of("datasources", Map.of("main", TestDatabase.H2.setting("rw"), "other",
                TestDatabase.H2.setting("rw")), "folders", TestDatabase.H2.settings("rw").get("folders"));
        TestSetup setup = TestSetup.standard().withNamespace("").withSettings(two)
                .withConfiguration(Map.of("sources", List.of("main", "other", "third"), "execute", true))
                .withGrants("datasources: main (ro), third (rw)");
        try (TestHost host = TestHost.start(LifeTest.class, setup)) {
            TestClient client = host.client();
            assertFalse(client.callTool("db_query", Map.of("source", "main", "sql", "SELECT 1")).isError());
            assertTrue(client.callTool("db_query", Map.of("source", "other", "sql", "SELECT 1")).text()
                    .contains("'datasources: other (ro)'"));
            assertTrue(client.callTool("db_query", Map.of("source", "third", "sql", "SELECT 1")).text()
                    .contains("not configured"));
            assertTrue(client.callTool("db_query", Map.of("sql", "SELECT 1")).text()
                    .contains("there are: main, other, third"));
            assertFalse(client.listTools().stream().anyMatch(tool -> tool.name().equals("db_execute")));
        }
    }

    @Test
    void migrationsAreComparedWithFilesAndNothingIsClaimedWithoutThem(@TempDir Path folder) throws IOException {
        Path files = Files.createDirectories(folder.toRealPath().resolve("migrations"));
        Files.writeString(files.resolve("V1__users.sql"), "CREATE TABLE a (id int);\n");
        Files.writeString(files.resolve("V2_1__orders.sql"), "CREATE TABLE b (id int);\n");
        Files.writeString(files.resolve("R__view.sql"), "CREATE VIEW v AS SELECT 1;\n");
        Files.createDirectories(files.resolve("views"));
        Files.writeString(files.resolve("views").resolve("R__known.sql"), "1\n");
        Files.writeString(files.resolve("views").resolve("R__moved.sql"), "1\n");
        Files.writeString(files.resolve("views").resolve("R__other.sql"), "2\n");
        Files.writeString(files.resolve("views").resolve("V1_5__early.sql"), "2\n");
        TestDatabase.H2.execute("CREATE SCHEMA IF NOT EXISTS fly", "CREATE SCHEMA IF NOT EXISTS liq",
                "DROP TABLE IF EXISTS fly.\"flyway_schema_history\"", "DROP TABLE IF EXISTS liq.databasechangelog",
                "CREATE TABLE fly.\"flyway_schema_history\" (\"installed_rank\" INT, \"version\" VARCHAR(50),"
                        + " \"description\" VARCHAR(200), \"type\" VARCHAR(20), \"script\" VARCHAR(1000),"
                        + " \"checksum\" INT, \"installed_on\" TIMESTAMP, \"success\" BOOLEAN)",
                "INSERT INTO fly.\"flyway_schema_history\" VALUES (1, '1', 'users', 'SQL', 'V1__users.sql', 1,"
                        + " NOW(), TRUE), (2, NULL, 'known', 'SQL', 'views/R__known.sql', -2082672713, NOW(), TRUE),"
                        + " (3, NULL, 'moved', 'SQL', 'R__moved.sql', -2082672713, NOW(), TRUE),"
                        + " (4, NULL, 'other', 'SQL', 'views/R__other.sql', -2082672713, NOW(), TRUE),"
                        + " (5, '1.5', 'early', 'SQL', 'views/V1_5__early.sql', -2082672713, NOW(), TRUE)",
                "CREATE TABLE liq.databasechangelog (id VARCHAR(255), author VARCHAR(255), filename VARCHAR(255),"
                        + " orderexecuted INT, exectype VARCHAR(10))",
                "INSERT INTO liq.databasechangelog VALUES ('1', 'ada', 'a.sql', 1, 'EXECUTED'), ('2', 'ada',"
                        + " 'a.sql', 2, 'FAILED')");
        Map<String, Object> sources = Map.of("datasources", Map.of("flyway", TestDatabase.H2.setting("ro"), "liquibase",
                TestDatabase.H2.setting("ro"), "list", TestDatabase.H2.setting("ro"), "alone",
                TestDatabase.H2.setting("ro"), "empty", TestDatabase.H2.setting("ro")), "folders",
                TestDatabase.H2.settings("ro").get("folders"));
        TestSetup setup = TestSetup.standard().withNamespace("").withSettings(sources)
                .withConfiguration(
                        Map.of("sources", List.of("flyway", "liquibase", "list", "alone", "empty"), "migrations",
                                List.of(Map.of("source", "flyway", "schema", "FLY", "folder", files.toString()),
                                        Map.of("source", "liquibase", "schema", "LIQ"),
                                        Map.of("source", "list", "schema", "FLY", "expected", List.of("1.0")),
                                        Map.of("source", "alone", "schema", "FLY"))))
                .withGrants("datasources: flyway, liquibase, list, alone, empty; paths: " + files + " (r)");
        try (TestHost host = TestHost.start(LifeTest.class, setup)) {
            TestClient client = host.client();
            var flyway = client.callTool("check_pending_migrations", Map.of("source", "flyway"));
            assertFalse(flyway.isError(), flyway.text());
            assertEquals(true, flyway.json("has_pending"));
            assertEquals(List.of("R__view.sql", "V2_1__orders.sql", "views/R__other.sql"), flyway.json("pending"));
            assertEquals(List.of("V1__users.sql", "views/V1_5__early.sql"), flyway.json("changed"),
                    "their checksum is another");
            assertEquals("views/V1_5__early.sql", flyway.json("last_applied"));
            var liquibase = client.callTool("check_pending_migrations", Map.of("source", "liquibase"));
            assertEquals(List.of("ada:2"), liquibase.json("failed"), liquibase.text());
            assertEquals(true, liquibase.json("has_pending"));
            assertEquals(false,
                    client.callTool("check_pending_migrations", Map.of("source", "list")).json("has_pending"));
            var alone = client.callTool("check_pending_migrations", Map.of("source", "alone"));
            assertFalse(alone.json().containsKey("has_pending"), alone.text());
            assertTrue(alone.json("note").toString().contains("not what is missing"), alone.text());
            assertEquals("none", client.callTool("check_pending_migrations", Map.of("source", "empty")).json("tool"));
        }
    }
}
