package dev.patchbay.plugins.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.ToolResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
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
}
