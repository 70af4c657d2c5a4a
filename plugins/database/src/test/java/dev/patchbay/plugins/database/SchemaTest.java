package dev.patchbay.plugins.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.testkit.RefusedCallException;
import dev.patchbay.testkit.TestClient;
import dev.patchbay.testkit.ToolResult;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Looking around in a database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class SchemaTest {
    private static final Hosts HOSTS = new Hosts();

    @Parameter TestDatabase database;

    private TestClient client;

    @AfterAll
    static void stop() {
        HOSTS.close();
    }

    @BeforeEach
    void tables() {
        database.execute("DROP VIEW IF EXISTS zoo_names", "DROP TABLE IF EXISTS zoo_animal",
                "DROP TABLE IF EXISTS zoo_cage",
                "CREATE TABLE zoo_cage (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL)",
                "CREATE TABLE zoo_animal (id INT PRIMARY KEY, cage INT, kind VARCHAR(40),"
                        + " CONSTRAINT animal_cage FOREIGN KEY (cage) REFERENCES zoo_cage (id))",
                "CREATE INDEX zoo_kind ON zoo_animal (kind)", "CREATE VIEW zoo_names AS SELECT name FROM zoo_cage",
                "DROP TABLE IF EXISTS zooXanimal", "CREATE TABLE zooXanimal (id INT PRIMARY KEY)");
        client = HOSTS.client(database, "ro", Map.of("tables", List.of()));
    }

    private ToolResult search(Map<String, Object> arguments) {
        ToolResult result = client.callTool("db_search_objects", arguments);
        assertFalse(result.isError(), result.text());
        return result;
    }

    private static Set<String> names(ToolResult result) {
        return ((List<?>) result.json("items")).stream()
                .map(item -> String.valueOf(((Map<?, ?>) item).get("name")).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Test
    void objectsAreFoundByNameWhateverTheirCase() {
        assertEquals(Set.of("zoo_animal", "zoo_cage"), names(search(Map.of("pattern", "ZOO_*"))));
        assertEquals(Set.of("zoo_names"), names(search(Map.of("pattern", "zoo%", "object_type", "view"))));
        assertEquals(Set.of("kind"), names(search(Map.of("pattern", "kind", "object_type", "column", "table",
                "zoo_animal"))));
        assertTrue(names(search(Map.of("pattern", "zoo_kind", "object_type", "index"))).contains("zoo_kind"));
        assertFalse(names(search(Map.of("object_type", "schema"))).isEmpty());
        search(Map.of("object_type", "routine"));
    }

    @Test
    void aCursorGoesOnWhereAnAnswerEnded() {
        ToolResult first = search(Map.of("pattern", "zoo*", "limit", 2));
        assertEquals(true, first.json("has_more"));
        ToolResult second = search(Map.of("pattern", "zoo*", "limit", 2, "cursor", first.json("next_cursor")));
        assertEquals(false, second.json("has_more"));
        Set<String> all = names(first);
        all.addAll(names(second));
        assertEquals(Set.of("zoo_animal", "zoo_cage", "zooxanimal"), all);
        assertEquals(100L, search(Map.of("limit", 1000)).json("limit"));
        assertTrue(client.callTool("db_search_objects", Map.of("cursor", "x'; DROP TABLE zoo_cage")).isError());
        assertTrue(client.callTool("db_search_objects", Map.of("source", "other")).text().contains("there are: main"));
    }

    @Test
    void allAboutATableIsTold() {
        String full = search(Map.of("pattern", "zoo_animal", "detail_level", "full")).text().toLowerCase(Locale.ROOT);
        for (String word : List.of("\"primary_key\"", "zoo_cage", "zoo_kind", "\"nullable\"", "\"foreign_keys\"")) {
            assertTrue(full.contains(word), full);
        }
        assertTrue(search(Map.of("pattern", "zoo_cage", "detail_level", "summary")).text().toLowerCase(Locale.ROOT)
                .contains("name "));
        String schema = String.valueOf(((Map<?, ?>) ((List<?>) search(Map.of("pattern", "zoo_animal")).json("items"))
                .getFirst()).get("schema"));
        for (String uri : List.of("schema://zoo_animal", "schema://main/" + schema + "/zoo_animal")) {
            String text = client.readText(uri).toLowerCase(Locale.ROOT);
            assertTrue(text.contains("\"kind\"") && text.contains("\"references\": [\"id\"]"), text);
            assertFalse(text.contains("zooxanimal"), text);
        }
        assertEquals(List.of("schema://{table}", "schema://{source}/{schema}/{table}"), client.listResourceTemplates());
    }

    @Test
    void whatIsNotThereIsNoResource() {
        for (String uri : List.of("schema://nothing", "schema://other/public/zoo_cage",
                "schema://main/nowhere/zoo_cage",
                "schema://main/zoo_cage", "schema://%25", "schema://zoo%", "schema://zoo_cage%27%20OR%201=1",
                "schema://..", "schema://main/../zoo_cage", "schema://zoo_")) {
            assertThrows(RefusedCallException.class, () -> client.readText(uri), uri);
        }
    }

    @Test
    void aPromptSaysHowToBegin() {
        assertEquals(List.of("explore_schema"), client.listPrompts());
        assertTrue(client.getPrompt("explore_schema", Map.of("question", "How many lions?")).getFirst()
                .contains("How many lions?"));
    }
}
