package dev.patchbay.plugins.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.ToolResult;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is too much: time, rows, characters, values. */
class BoundsTest {
    private static final Hosts HOSTS = new Hosts();
    private static final int HUGE = 60_000_000;

    @AfterAll
    static void stop() {
        HOSTS.close();
    }

    private static TestClient client(TestDatabase database) {
        return HOSTS.client(database, "rw", Map.of("timeoutSeconds", 2, "maxCell", 100, "maxChars", 2000));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aStatementThatTakesTooLongIsCancelled(TestDatabase database) {
        String sql = database == TestDatabase.H2
                ? "SELECT count(*) FROM system_range(1, 100000) a, system_range(1, 100000) b WHERE mod(a.x * b.x, 7)"
                + " = 8"
                : "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000000)"
                        + " SELECT count(*) FROM n a, n b";
        TestClient client = HOSTS.client(database, "rw",
                Map.of("timeoutSeconds", 1, "functions", List.of("system_range"),
                        "tools", List.of("db_query")));
        if (database == TestDatabase.MARIADB) { // which ends a recursion by itself
            sql = "SELECT count(*) FROM information_schema.columns a, information_schema.columns b,"
                    + " information_schema.columns c WHERE concat(a.column_name, b.column_name, c.column_name) = 'x'";
        }
        long before = System.nanoTime();
        ToolResult result = client.callTool("db_query", Map.of("sql", sql));
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(result.isError(), result.text());
        assertTrue(result.text().contains("took too long"), result.text());
        assertTrue(took.compareTo(Duration.ofSeconds(15)) < 0, took.toString());
        assertFalse(client.callTool("db_query", Map.of("sql", "SELECT 1")).isError());
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aHugeValueDoesNotHarmTheHost(TestDatabase database) {
        String type = database == TestDatabase.MARIADB ? "LONGTEXT" : database == TestDatabase.H2 ? "CLOB" : "TEXT";
        database.execute("DROP TABLE IF EXISTS huge", "CREATE TABLE huge (id INT PRIMARY KEY, value_of " + type + ")",
                "INSERT INTO huge VALUES (1, " + switch (database) {
                    case SQLITE -> "replace(hex(zeroblob(" + HUGE / 2 + ")), '0', 'x')";
                    case H2 -> "RAWTOHEX(SPACE(15000000))";
                    default -> "repeat('x', " + HUGE + ")";
                } + ")");
        ToolResult result = client(database).callTool("db_query", Map.of("sql", "SELECT id, value_of FROM huge"));
        assertTrue(result.text().length() < 3_000, () -> "an answer of " + result.text().length());
        if (result.isError()) {
            assertTrue(result.text().contains("too large"), result.text());
        } else {
            assertEquals(1L, result.json("cut_values"));
        }
        ToolResult part = client(database).callTool("db_query",
                Map.of("sql", "SELECT substring(value_of, 1, 10) AS a FROM huge"));
        // SQLite has the whole value in memory for each part of it, so its bound holds for parts too
        assertEquals(database == TestDatabase.SQLITE, part.isError(), part.text());
        database.execute("DROP TABLE huge");
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void charactersAreCutBetweenRows(TestDatabase database) {
        String row = "SELECT '" + "y".repeat(90) + "' AS a";
        String sql = String.join(" UNION ALL ", Arrays.asList(new String[60]).stream().map(each -> row).toList());
        ToolResult result = client(database).callTool("db_query", Map.of("sql", sql));
        assertFalse(result.isError(), result.text());
        assertEquals("chars", result.json("truncated_by"));
        long returned = (Long) result.json("returned");
        assertTrue(returned > 10 && returned < 25, "rows: " + returned);
        assertEquals(0L, result.json("cut_values"));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void mistakesAreToldWithWhatThereIs(TestDatabase database) {
        database.execute("DROP TABLE IF EXISTS tool", "CREATE TABLE tool (id INT PRIMARY KEY, weight INT)",
                "INSERT INTO tool VALUES (1, 2)");
        TestClient client = client(database);
        ToolResult unknown = client.callTool("db_query", Map.of("sql", "SELECT wieght FROM tool"));
        assertTrue(unknown.isError());
        assertTrue(unknown.text().toLowerCase(java.util.Locale.ROOT).contains("columns of tool: id, weight"),
                unknown.text());
        assertTrue(client.callTool("db_query", Map.of("sql", "SELECT * FROM tool WHERE id = ?")).text()
                .contains("1 question marks, params has 0"));
        assertTrue(client.callTool("db_query", Map.of("sql", "SELECT * FROM tool WHERE id = ?", "params",
                List.of(List.of(1)))).isError());
        assertFalse(
                client.callTool("db_explain", Map.of("sql", "SELECT * FROM tool WHERE id = ?", "params", List.of(1)))
                        .isError());
        for (Object injected : List.of("1 OR 1=1", "1; DROP TABLE tool", "' OR ''='")) {
            ToolResult none = client.callTool("db_query", Map.of("sql", "SELECT * FROM tool WHERE id = ?", "params",
                    List.of(injected)));
            assertTrue(none.isError() || !none.json("returned").equals(99L), none.text());
        }
        assertEquals(1L, client.callTool("db_query", Map.of("sql", "SELECT * FROM tool")).json("returned"));
    }
}
