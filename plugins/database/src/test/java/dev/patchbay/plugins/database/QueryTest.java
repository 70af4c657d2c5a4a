package dev.patchbay.plugins.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.ToolResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The real JAR in the real host, on each of the databases. */
class QueryTest {
    private static final Hosts HOSTS = new Hosts();

    @AfterAll
    static void stop() {
        HOSTS.close();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void rowsComeWithTheirColumnsAndExactlyWhetherThereAreMore(TestDatabase database) {
        database.execute("DROP TABLE IF EXISTS fruit", "CREATE TABLE fruit (id INT PRIMARY KEY, name VARCHAR(20))",
                "INSERT INTO fruit VALUES (1, 'apple'), (2, 'pear'), (3, 'plum')");
        TestClient client = HOSTS.client(database, "rw", Map.of());

        ToolResult two = client.callTool("db_query",
                Map.of("sql", "SELECT id, name FROM fruit WHERE id >= ? ORDER BY id;",
                        "params", List.of(1), "limit", 2));
        assertFalse(two.isError(), two.text());
        assertEquals(List.of(List.of(1L, "apple"), List.of(2L, "pear")), two.json("items"));
        assertEquals(true, two.json("has_more"));
        assertEquals("rows", two.json("truncated_by"));

        ToolResult three = client.callTool("db_query", Map.of("sql", "SELECT * FROM fruit -- all of them", "limit", 3));
        assertEquals(3L, three.json("returned"));
        assertEquals(false, three.json("truncated"));

        ToolResult refused = client.callTool("db_query", Map.of("sql", "DELETE FROM fruit"));
        assertTrue(refused.isError());
        assertTrue(refused.text().startsWith("This tool only reads"), refused.text());
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "H2"})
    void arraysAreLists(TestDatabase database) {
        TestClient client = HOSTS.client(database, "rw", Map.of());
        ToolResult result = client.callTool("db_query",
                Map.of("sql", "SELECT ARRAY[1, 2] AS a, ARRAY['x', NULL] AS b"));
        assertFalse(result.isError(), result.text());
        assertEquals(List.of(List.of(List.of(1L, 2L), Arrays.asList("x", null))),
                result.json("items"));
        ToolResult longer = HOSTS.client(database, "rw", Map.of("maxCell", 20)).callTool("db_query",
                Map.of("sql", "SELECT ARRAY['aaaaaaaa', 'bbbbbbbb', 'cccccccc', 'dddddddd'] AS a"));
        assertEquals(List.of(List.of(List.of("aaaaaaaa", "bbbbbbbb", "\u2026 (4 elements)"))), longer.json("items"),
                longer.text());
        assertEquals(1L, longer.json("cut_values"));
    }

    /** A model could make the host deserialize what it writes down. */
    @Test
    void noObjectIsMadeOfTheBytesOfAStatement() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(4711);
        }
        String object = "CAST(X'" + HexFormat.of().formatHex(bytes.toByteArray()) + "' AS JAVA_OBJECT)";
        TestClient client = HOSTS.client(TestDatabase.H2, "rw", Map.of());
        assertEquals(List.of(List.of(Base64.getEncoder().encodeToString(bytes.toByteArray()))),
                client.callTool("db_query", Map.of("sql", "SELECT " + object + " AS a")).json("items"));
        for (String nested : List.of("ARRAY[" + object + "]", "ARRAY[ARRAY[" + object + "]]", "(1, " + object + ")")) {
            assertFalse(client.callTool("db_query", Map.of("sql", "SELECT " + nested + " AS a")).text()
                    .contains("4711"));
        }
    }

    @Test
    void xmlIsText() {
        assertEquals(List.of(List.of("<a/>")), HOSTS.client(TestDatabase.POSTGRESQL, "rw", Map.of())
                .callTool("db_query", Map.of("sql", "SELECT '<a/>'::xml AS x")).json("items"));
    }
}
