package dev.patchbay.samples.users;

import dev.patchbay.api.Description;
import dev.patchbay.api.Schema;
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

/**
 * What the database says about a table, asked anew each time.
 *
 * @param table its name
 * @param columns its columns in their order
 * @param primaryKey the columns of its key
 * @param indexes its indexes
 */
public record TableSchema(@Description("Name of the table") String table,
        @Description("The columns in their order") List<Column> columns,
        @Description("The columns of the primary key") @Schema(name = "primary_key") List<String> primaryKey,
        @Description("The indexes") List<Index> indexes) {
    /**
     * A column.
     *
     * @param name its name
     * @param type its SQL type
     * @param size characters or digits
     * @param nullable whether it may be empty
     * @param defaultValue what stands in for an absent value
     */
    public record Column(@Description("Its name") String name, @Description("Its SQL type") String type,
            @Description("Characters or digits") int size, @Description("Whether it may be null") boolean nullable,
            @Description("Default, as SQL") @Schema(name = "default") Optional<String> defaultValue) {}

    /**
     * An index.
     *
     * @param name its name
     * @param columns what it covers
     * @param unique whether values are unique
     */
    public record Index(@Description("Its name") String name, @Description("What it covers") List<String> columns,
            @Description("Whether values are unique") boolean unique) {}

    static TableSchema introspect(Connection connection, String table) throws SQLException {
        DatabaseMetaData metaData = connection.getMetaData();
        String stored = metaData.storesUpperCaseIdentifiers() ? table.toUpperCase(Locale.ROOT) : table;
        return new TableSchema(table, columns(connection, stored), primaryKey(connection, stored),
                indexes(connection, stored));
    }

    private static List<Column> columns(Connection connection, String table) throws SQLException {
        List<Column> columns = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData()
                .getColumns(connection.getCatalog(), connection.getSchema(), table, "%")) {
            while (rows.next()) {
                columns.add(new Column(lower(rows.getString("COLUMN_NAME")), rows.getString("TYPE_NAME"),
                        rows.getInt("COLUMN_SIZE"), rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls,
                        Optional.ofNullable(rows.getString("COLUMN_DEF"))));
            }
        }
        return columns;
    }

    private static List<String> primaryKey(Connection connection, String table) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData()
                .getPrimaryKeys(connection.getCatalog(), connection.getSchema(), table)) {
            while (rows.next()) {
                columns.add(lower(rows.getString("COLUMN_NAME")));
            }
        }
        return columns;
    }

    private static List<Index> indexes(Connection connection, String table) throws SQLException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        Map<String, Boolean> unique = new LinkedHashMap<>();
        try (ResultSet rows = connection.getMetaData()
                .getIndexInfo(connection.getCatalog(), connection.getSchema(), table, false, false)) {
            while (rows.next()) {
                String name = rows.getString("INDEX_NAME");
                columns.computeIfAbsent(name, key -> new ArrayList<>()).add(lower(rows.getString("COLUMN_NAME")));
                unique.put(name, !rows.getBoolean("NON_UNIQUE"));
            }
        }
        List<Index> indexes = new ArrayList<>();
        columns.forEach((name, covered) -> indexes.add(new Index(lower(name), covered, unique.get(name))));
        return indexes;
    }

    private static String lower(String identifier) {
        return identifier.toLowerCase(Locale.ROOT);
    }
}
