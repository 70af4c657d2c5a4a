package dev.patchbay.plugins.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.patchbay.testkit.RefusedCallException;
import dev.patchbay.testkit.TestClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The attacks of attacks.sql, all of them on each database, as a user who may do everything and with the grant (rw): nothing
 * changes, nothing is written anywhere, no other session ends.
 */
class ReadOnlyAttackTest {
    private static final Hosts HOSTS = new Hosts();
    /** The second statement is a comment, which is left out of what runs. */
    private static final String COMMENT = "SELECT 1 --1; DELETE FROM victim";

    @AfterAll
    static void stop() {
        HOSTS.close();
    }

    private static List<String> attacks(Path folder) throws IOException {
        try (var file = Objects.requireNonNull(ReadOnlyAttackTest.class.getResourceAsStream("attacks.sql"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("# ") && !line.isEmpty())
                    .map(line -> written(line).replace("${dir}", folder.toString())).toList();
        }
    }

    private static String written(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            String rest = line.substring(i);
            if (rest.startsWith("\\n")) {
                text.append('\n');
                i++;
            } else if (rest.startsWith("\\0") && !rest.startsWith("\\00")) {
                text.append('\0');
                i++;
            } else if (rest.startsWith("\\\\")) {
                text.append('\\');
                i++;
            } else if (rest.matches("(?s)\\\\u[0-9a-f]{4}.*")) {
                text.append((char) Integer.parseInt(rest.substring(2, 6), 16));
                i += 5;
            } else {
                text.append(rest.charAt(0));
            }
        }
        return text.toString();
    }

    private static void prepare(TestDatabase database) {
        database.execute("DROP TABLE IF EXISTS victim", "CREATE TABLE victim (id INT PRIMARY KEY, name VARCHAR(100))",
                "INSERT INTO victim VALUES (1, 'one'), (2, 'two')");
        switch (database) {
            case POSTGRESQL -> database.execute("CREATE SEQUENCE IF NOT EXISTS victim_seq",
                    "CREATE OR REPLACE FUNCTION evil_delete() RETURNS int LANGUAGE plpgsql SECURITY DEFINER AS"
                            + " 'BEGIN DELETE FROM victim; RETURN 1; END'",
                    "CREATE OR REPLACE PROCEDURE evil_procedure() LANGUAGE sql AS 'DELETE FROM victim'",
                    "CREATE EXTENSION IF NOT EXISTS dblink");
            case MARIADB -> database.execute("CREATE SEQUENCE IF NOT EXISTS victim_seq",
                    "CREATE OR REPLACE FUNCTION evil_delete() RETURNS int BEGIN DELETE FROM victim; RETURN 1; END",
                    "CREATE OR REPLACE PROCEDURE evil_procedure() DELETE FROM victim");
            case H2 -> database.execute("CREATE SEQUENCE IF NOT EXISTS victim_seq",
                    "CREATE ALIAS IF NOT EXISTS evil_delete AS 'int x(java.sql.Connection c) throws Exception {"
                            + " return c.createStatement().executeUpdate(\"DELETE FROM victim\"); }'");
            case SQLITE -> {
                // nothing of the kind is kept in its files
            }
        }
    }

    /** All that is in a database: tables with their rows, sequences, routines, settings of roles, large objects. */
    private static String dump(TestDatabase database, Connection connection) throws SQLException {
        List<String> queries = switch (database) {
            case POSTGRESQL -> List.of("SELECT * FROM victim ORDER BY id",
                    "SELECT last_value, is_called FROM victim_seq",
                    "SELECT relname, relkind, relacl::text FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                            + " ORDER BY 1",
                    "SELECT proname, prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2",
                    "SELECT oid FROM pg_largeobject_metadata",
                    "SELECT setrole, setconfig::text FROM pg_db_role_setting",
                    "SELECT rolname, rolsuper FROM pg_roles ORDER BY 1",
                    "SELECT nspname FROM pg_namespace WHERE nspname"
                            + " NOT LIKE 'pg_temp%' AND nspname NOT LIKE 'pg_toast%' ORDER BY 1",
                    "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'");
            case MARIADB -> List.of("SELECT * FROM victim ORDER BY id", "SELECT next_not_cached_value FROM victim_seq",
                    "SELECT table_name, table_type, create_options FROM information_schema.tables WHERE table_schema ="
                            + " 'patchbay' ORDER BY 1",
                    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'patchbay' ORDER BY 1",
                    "SELECT routine_name, routine_definition FROM information_schema.routines WHERE routine_schema ="
                            + " 'patchbay' ORDER BY 1",
                    "SELECT @@global.read_only", "SELECT user, host FROM mysql.user ORDER BY 1, 2",
                    "SELECT db, user FROM mysql.db ORDER BY 1, 2");
            case H2 -> List.of("SCRIPT", "SELECT current_value, base_value FROM information_schema.sequences");
            case SQLITE -> List.of("SELECT * FROM victim ORDER BY id", "SELECT * FROM sqlite_master ORDER BY name",
                    "PRAGMA user_version", "PRAGMA data_version");
        };
        StringBuilder dump = new StringBuilder();
        for (String query : queries) {
            try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        dump.append(rows.getString(i)).append('|');
                    }
                    dump.append('\n');
                }
            } catch (SQLException e) {
                if (!query.contains("information_schema.sequences")) {
                    throw e;
                }
            }
        }
        return dump.toString();
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void nothingChanges(TestDatabase database) throws IOException, SQLException {
        Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "attacked-");
        folder.toFile().setWritable(true, false);
        prepare(database);
        List<String> attacks = attacks(folder);
        assertTrue(attacks.size() >= 80, "only " + attacks.size() + " attacks");
        TestClient client = HOSTS.client(database, "rw", Map.of("timeoutSeconds", 3));
        List<String> answered = new ArrayList<>();
        try (Connection held = database.connect()) {
            String before = dump(database, held);
            for (String attack : attacks) {
                for (String tool : List.of("db_query", "db_explain")) {
                    try {
                        if (!client.callTool(tool, Map.of("sql", attack)).isError() && !attack.equals(COMMENT)) {
                            answered.add(tool + ": " + attack);
                        }
                    } catch (RefusedCallException e) {
                        assertTrue(attack.indexOf('\0') >= 0, attack); // no JSON that the host takes
                    } catch (RuntimeException e) {
                        throw new AssertionError(attack, e);
                    }
                }
                assertEquals(before, dump(database, held), attack);
            }
            try (Stream<Path> written = Files.list(folder)) {
                assertEquals(List.of(), written.toList());
            }
        }
        assertEquals(List.of(), answered, "attacks that were answered");
        assertFalse(client.callTool("db_query", Map.of("sql", "SELECT * FROM victim")).isError());
    }
}
