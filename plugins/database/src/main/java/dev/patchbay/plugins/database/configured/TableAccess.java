package dev.patchbay.plugins.database.configured;

import dev.patchbay.api.tool.ToolException;
import dev.patchbay.plugins.database.access.Dialect;
import dev.patchbay.plugins.database.access.Source;
import dev.patchbay.plugins.database.schema.Introspection;
import dev.patchbay.plugins.database.schema.TableName;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a configured table is written in SQL: looked up at the first use, and again after a failure. Threads: any. */
final class TableAccess {
    /** Types whose values a database does not compare. */
    private static final Set<String> UNORDERED = Set.of("json", "xml", "point", "line", "lseg", "box", "path",
            "polygon", "circle", "geometry");

    private final TableTools table;
    private final Source source;
    private volatile @Nullable Written written;

    /**
     * The names in quotes, as the database has them.
     *
     * @param dialect the kind of database
     * @param table the table with its schema
     * @param columns the configured columns by their configured names
     * @param key the columns of the primary key
     * @param order what gives the rows an order that stays: the key, or where there is none all configured columns
     */
    record Written(Dialect dialect, String table, Map<String, String> columns, List<String> key,
            List<String> order) {
        String column(String name) {
            return columns.getOrDefault(name, dialect.quoted(name));
        }
    }

    TableAccess(TableTools table, Source source) {
        this.table = table;
        this.source = source;
    }

    void forget() {
        written = null;
    }

    Written written() throws SQLException {
        Written known = written;
        if (known == null) {
            known = look();
            written = known;
        }
        return known;
    }

    private Written look() throws SQLException {
        return source.reading((connection, dialect) -> {
            Introspection introspection = new Introspection(connection, dialect);
            TableName name = introspection.find(table.schema(), table.table())
                    .orElseThrow(() -> new ToolException("The configured table " + table.table() + " is not in "
                            + source.name()).code("not_found"));
            Map<String, String> there = new LinkedHashMap<>();
            Set<String> unordered = new HashSet<>();
            introspection.columns(name).forEach(column -> {
                String its = (String) column.get("name");
                there.put(its.toLowerCase(Locale.ROOT), its);
                if (UNORDERED.contains(String.valueOf(column.get("type")).toLowerCase(Locale.ROOT))) {
                    unordered.add(dialect.quoted(its));
                }
            });
            Map<String, String> columns = new LinkedHashMap<>();
            for (Column column : table.columns()) {
                String found = there.get(column.name().toLowerCase(Locale.ROOT));
                if (found == null) {
                    throw new ToolException("The configured column " + column.name() + " is not in " + table.table()
                            + "; there are: " + String.join(", ", there.keySet())).code("not_found");
                }
                columns.put(column.name(), dialect.quoted(found));
            }
            String schema = name.schema().isEmpty() ? "" : dialect.quoted(name.schema()) + ".";
            List<String> key = introspection.primaryKey(name).stream().map(dialect::quoted).toList();
            List<String> order = key.isEmpty()
                    ? columns.values().stream().filter(column -> !unordered.contains(column)).toList()
                    : key;
            return new Written(dialect, schema + dialect.quoted(name.name()), columns, key, order);
        });
    }
}
