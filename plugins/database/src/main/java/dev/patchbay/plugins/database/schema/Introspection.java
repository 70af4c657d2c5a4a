package dev.patchbay.plugins.database.schema;

import dev.patchbay.plugins.database.access.Dialect;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks a database what it holds, through one connection. Not safe for several threads. */
public final class Introspection {
    private static final String[] KINDS = {"TABLE", "VIEW", "MATERIALIZED VIEW", "PARTITIONED TABLE", "FOREIGN TABLE",
        "BASE TABLE"};
    private static final Set<String> SYSTEM = Set.of("pg_catalog", "information_schema", "mysql", "performance_schema",
            "sys");
    private static final int MOST_TABLES = 10_000;
    private static final String MAIN = "main";

    private final Connection connection;
    private final DatabaseMetaData about;
    private final Dialect dialect;

    /**
     * Creates it.
     *
     * @param connection an open connection
     * @param dialect what it leads to
     * @throws SQLException if the database does not answer
     */
    public Introspection(Connection connection, Dialect dialect) throws SQLException {
        this.connection = connection;
        this.about = connection.getMetaData();
        this.dialect = dialect;
    }

    /**
     * Returns the schemas, without those of the database itself.
     *
     * @return their names
     * @throws SQLException if the database does not answer
     */
    public List<String> schemas() throws SQLException {
        if (dialect == Dialect.SQLITE) {
            return List.of(MAIN);
        }
        boolean asCatalogs = dialect == Dialect.MARIADB;
        List<String> names = new ArrayList<>();
        try (ResultSet rows = asCatalogs ? about.getCatalogs() : about.getSchemas()) {
            while (rows.next()) {
                String name = rows.getString(asCatalogs ? "TABLE_CAT" : "TABLE_SCHEM");
                if (!isSystem(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean isSystem(String schema) {
        String lower = schema.toLowerCase(Locale.ROOT);
        return SYSTEM.contains(lower) || lower.startsWith("pg_toast") || lower.startsWith("pg_temp");
    }

    /**
     * Returns the schema in which names without one are looked for.
     *
     * @return its name
     * @throws SQLException if the database does not answer
     */
    public String defaultSchema() throws SQLException {
        if (dialect == Dialect.SQLITE) {
            return MAIN;
        }
        String name = dialect == Dialect.MARIADB ? connection.getCatalog() : connection.getSchema();
        return Optional.ofNullable(name).orElse("");
    }

    /**
     * Returns the tables and views.
     *
     * @param schema of which schema, exactly; all if absent
     * @return the tables, at most 10,000
     * @throws SQLException if the database does not answer
     */
    public List<TableName> tables(Optional<String> schema) throws SQLException {
        return tables(schema, "%");
    }

    private List<TableName> tables(Optional<String> schema, String pattern) throws SQLException {
        List<TableName> tables = new ArrayList<>();
        try (ResultSet rows = about.getTables(catalog(schema.orElse(null)), schemaPattern(schema.orElse(null)), pattern,
                KINDS)) {
            while (rows.next() && tables.size() < MOST_TABLES) {
                String found = schemaOf(rows);
                if (!isSystem(found) && schema.map(found::equals).orElse(true)) {
                    tables.add(new TableName(found, rows.getString("TABLE_NAME"), rows.getString("TABLE_TYPE"),
                            Optional.ofNullable(rows.getString("REMARKS")).orElse("")));
                }
            }
        }
        return tables;
    }

    private @Nullable String catalog(@Nullable String schema) {
        return dialect == Dialect.MARIADB ? schema : null;
    }

    private @Nullable String schemaPattern(@Nullable String schema) throws SQLException {
        return schema == null || dialect == Dialect.MARIADB || dialect == Dialect.SQLITE ? null : escaped(schema);
    }

    private String schemaOf(ResultSet rows) throws SQLException {
        return switch (dialect) {
            case SQLITE -> MAIN;
            case MARIADB -> String.valueOf(rows.getString("TABLE_CAT"));
            default -> Optional.ofNullable(rows.getString("TABLE_SCHEM")).orElse("");
        };
    }

    /** A name as a pattern that fits nothing else. */
    private String escaped(String name) throws SQLException {
        String escape = about.getSearchStringEscape();
        if (escape == null || escape.isEmpty()) {
            return name;
        }
        return name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
    }

    /**
     * Looks for a table: by its name as written, else in capital or small letters, as databases keep names.
     *
     * @param schema its schema; the default one if absent
     * @param name its name
     * @return the table, if there is one
     * @throws SQLException if the database does not answer
     */
    public Optional<TableName> find(Optional<String> schema, String name) throws SQLException {
        for (String form : List.of(name, name.toUpperCase(Locale.ROOT), name.toLowerCase(Locale.ROOT))) {
            String in = schema.isPresent() ? schema.get() : defaultSchema();
            for (TableName table : tables(Optional.of(in), escaped(form))) {
                if (table.name().equals(form)) {
                    return Optional.of(table);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Returns the columns of a table.
     *
     * @param table the table
     * @return its columns in their order
     * @throws SQLException if the database does not answer
     */
    public List<Map<String, Object>> columns(TableName table) throws SQLException {
        List<Map<String, Object>> columns = new ArrayList<>();
        try (ResultSet rows = about.getColumns(catalog(table.schema()), schemaPattern(table.schema()),
                escaped(table.name()), "%")) {
            while (rows.next()) {
                if (!table.name().equals(rows.getString("TABLE_NAME"))) {
                    continue;
                }
                Map<String, Object> column = new LinkedHashMap<>();
                column.put("name", rows.getString("COLUMN_NAME"));
                column.put("type", rows.getString("TYPE_NAME"));
                column.put("size", (long) rows.getInt("COLUMN_SIZE"));
                column.put("nullable", rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls);
                Optional.ofNullable(rows.getString("COLUMN_DEF")).ifPresent(value -> column.put("default", value));
                Optional.ofNullable(rows.getString("REMARKS")).filter(text -> !text.isEmpty())
                        .ifPresent(text -> column.put("comment", text));
                columns.add(column);
            }
        }
        return columns;
    }

    /**
     * Returns the columns of the primary key.
     *
     * @param table the table
     * @return their names in the order of the key
     * @throws SQLException if the database does not answer
     */
    public List<String> primaryKey(TableName table) throws SQLException {
        Map<Integer, String> columns = new TreeMap<>();
        try (ResultSet rows = about.getPrimaryKeys(catalog(table.schema()), schemaName(table), table.name())) {
            while (rows.next()) {
                columns.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(columns.values());
    }

    private @Nullable String schemaName(TableName table) {
        return dialect == Dialect.MARIADB || dialect == Dialect.SQLITE ? null : table.schema();
    }

    /**
     * Returns the indexes of a table.
     *
     * @param table the table
     * @return its indexes
     * @throws SQLException if the database does not answer
     */
    public List<Map<String, Object>> indexes(TableName table) throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Map<String, Boolean> unique = new LinkedHashMap<>();
        try (ResultSet rows = about.getIndexInfo(catalog(table.schema()), schemaName(table), table.name(), false,
                true)) {
            while (rows.next()) {
                String name = rows.getString("INDEX_NAME");
                String column = rows.getString("COLUMN_NAME");
                if (name != null && column != null) {
                    columns.computeIfAbsent(name, key -> new ArrayList<>()).add(column);
                    unique.put(name, !rows.getBoolean("NON_UNIQUE"));
                }
            }
        }
        List<Map<String, Object>> indexes = new ArrayList<>();
        columns.forEach((name, covered) -> indexes.add(ordered("name", name, "columns", covered, "unique",
                unique.getOrDefault(name, false))));
        return indexes;
    }

    /**
     * Returns the references of a table to others.
     *
     * @param table the table
     * @return its foreign keys
     * @throws SQLException if the database does not answer
     */
    public List<Map<String, Object>> foreignKeys(TableName table) throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Map<String, List<String>> referenced = new LinkedHashMap<>();
        Map<String, String> targets = new LinkedHashMap<>();
        try (ResultSet rows = about.getImportedKeys(catalog(table.schema()), schemaName(table), table.name())) {
            while (rows.next()) {
                String target = rows.getString("PKTABLE_NAME");
                String key = Optional.ofNullable(rows.getString("FK_NAME")).filter(name -> !name.isEmpty())
                        .orElse("to " + target);
                columns.computeIfAbsent(key, name -> new ArrayList<>()).add(rows.getString("FKCOLUMN_NAME"));
                referenced.computeIfAbsent(key, name -> new ArrayList<>())
                        .add(String.valueOf(rows.getString("PKCOLUMN_NAME")));
                targets.put(key, target);
            }
        }
        List<Map<String, Object>> keys = new ArrayList<>();
        columns.forEach((name, own) -> keys.add(ordered("name", name, "columns", own, "table",
                targets.getOrDefault(name, ""), "references", referenced.getOrDefault(name, List.of()))));
        return keys;
    }

    /**
     * Returns the procedures and functions.
     *
     * @param schema of which schema, exactly; all if absent
     * @return their names and schemas
     * @throws SQLException if the database does not answer
     */
    public List<Map<String, Object>> routines(Optional<String> schema) throws SQLException {
        List<Map<String, Object>> routines = new ArrayList<>();
        if (dialect == Dialect.SQLITE) {
            return routines;
        }
        for (boolean procedures : List.of(true, false)) {
            String prefix = procedures ? "PROCEDURE" : "FUNCTION";
            try (ResultSet rows = procedures
                    ? about.getProcedures(catalog(schema.orElse(null)), schemaPattern(schema.orElse(null)), "%")
                    : about.getFunctions(catalog(schema.orElse(null)), schemaPattern(schema.orElse(null)), "%")) {
                while (rows.next() && routines.size() < MOST_TABLES) {
                    String in = Optional
                            .ofNullable(rows.getString(prefix + (dialect == Dialect.MARIADB ? "_CAT" : "_SCHEM")))
                            .orElse("");
                    if (!isSystem(in) && schema.map(in::equals).orElse(true)) {
                        routines.add(ordered("schema", in, "name", rows.getString(prefix + "_NAME"), "type",
                                prefix.toLowerCase(Locale.ROOT)));
                    }
                }
            }
        }
        return routines;
    }

    /**
     * Returns all about a table.
     *
     * @param source the name of the database
     * @param table the table
     * @return JSON of JDK types
     * @throws SQLException if the database does not answer
     */
    public Map<String, Object> describe(String source, TableName table) throws SQLException {
        Map<String, Object> all = ordered("source", source, "schema", table.schema(), "table", table.name(), "type",
                table.type().toLowerCase(Locale.ROOT));
        if (!table.comment().isEmpty()) {
            all.put("comment", table.comment());
        }
        all.put("columns", columns(table));
        all.put("primary_key", primaryKey(table));
        all.put("foreign_keys", foreignKeys(table));
        all.put("indexes", table.isView() ? List.of() : indexes(table));
        return all;
    }

    /** Keys and values in turn. */
    static Map<String, Object> ordered(Object... members) {
        Map<String, Object> json = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            json.put((String) members[i], members[i + 1]);
        }
        return json;
    }
}
