package dev.patchbay.plugins.database.schema;

import dev.patchbay.api.call.Cancellation;
import dev.patchbay.plugins.database.access.Dialect;
import dev.patchbay.plugins.database.access.Rows;
import dev.patchbay.plugins.database.access.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks for objects of a database by name. Threads: any. */
public final class ObjectSearch {
    /** What is looked for. */
    public enum Kind {
        /** Schemas. */
        SCHEMA,
        /** Tables, not views. */
        TABLE,
        /** Views. */
        VIEW,
        /** Columns of tables and views. */
        COLUMN,
        /** Indexes. */
        INDEX,
        /** Procedures and functions. */
        ROUTINE
    }

    /** How much is told. */
    public enum Detail {
        /** Names only. */
        NAMES,
        /** For tables, the names and types of columns too. */
        SUMMARY,
        /** For tables, all columns, keys and indexes. */
        FULL
    }

    /**
     * What to look for.
     *
     * @param kind what kind of object
     * @param pattern its name, with * or % for any characters
     * @param schema in which schema, exactly
     * @param table of which table, exactly
     * @param detail how much to tell
     */
    public record Wanted(Kind kind, String pattern, Optional<String> schema, Optional<String> table, Detail detail) {}

    /**
     * Which of the objects to tell.
     *
     * @param from how many to leave out, in an order that stays
     * @param limit how many at most
     * @param chars how long all of them get at most
     */
    public record Part(int from, int limit, int chars) {}

    /**
     * A part of what was found.
     *
     * @param items the objects
     * @param next the index of the first that is not here, -1 if none
     */
    public record Found(List<Map<String, Object>> items, int next) {}

    private ObjectSearch() {}

    /**
     * Looks for objects.
     *
     * @param source the database
     * @param wanted what to look for
     * @param part which of them to tell
     * @param cancellation whether the call is still wanted
     * @return what was found
     * @throws SQLException if the database does not answer
     */
    public static Found search(Source source, Wanted wanted, Part part, Cancellation cancellation)
            throws SQLException {
        return source.reading((connection, dialect) -> search(connection, dialect, source.name(), wanted, part,
                cancellation));
    }

    static Found search(Connection connection, Dialect dialect, String source, Wanted wanted, Part part,
            Cancellation cancellation) throws SQLException {
        Introspection introspection = new Introspection(connection, dialect);
        List<Entry> all = entries(introspection, wanted, cancellation).stream().filter(entry -> fits(entry, wanted))
                .sorted((a, b) -> a.key().compareTo(b.key())).toList();
        List<Map<String, Object>> items = new ArrayList<>();
        long length = 0;
        for (int i = Math.min(part.from(), all.size()); i < all.size(); i++) {
            if (items.size() == part.limit()) {
                return new Found(items, i);
            }
            Map<String, Object> item = detailed(introspection, source, all.get(i), wanted.detail(), cancellation);
            length += Rows.length(item);
            if (length > part.chars() && !items.isEmpty()) {
                return new Found(items, i);
            }
            items.add(item);
        }
        return new Found(items, -1);
    }

    private record Entry(String name, Map<String, Object> item, Optional<TableName> table) {
        String key() {
            return item.getOrDefault("schema", "") + "\0" + item.getOrDefault("table", "") + "\0" + name;
        }
    }

    private static boolean fits(Entry entry, Wanted wanted) {
        String[] parts = wanted.pattern().toLowerCase(Locale.ROOT).split("[*%]+", -1);
        StringBuilder regex = new StringBuilder(Pattern.quote(parts[0]));
        for (int i = 1; i < parts.length; i++) {
            regex.append(".*").append(Pattern.quote(parts[i]));
        }
        return entry.name().toLowerCase(Locale.ROOT).matches("(?s)" + regex);
    }

    private static List<Entry> entries(Introspection introspection, Wanted wanted, Cancellation cancellation)
            throws SQLException {
        List<Entry> entries = new ArrayList<>();
        switch (wanted.kind()) {
            case SCHEMA -> introspection.schemas().forEach(name -> entries
                    .add(new Entry(name, Introspection.ordered("name", name, "type", "schema"), Optional.empty())));
            case ROUTINE -> introspection.routines(wanted.schema())
                    .forEach(item -> entries.add(new Entry((String) item.get("name"), item, Optional.empty())));
            case TABLE, VIEW -> {
                for (TableName table : tables(introspection, wanted)) {
                    if (table.isView() == (wanted.kind() == Kind.VIEW)) {
                        entries.add(new Entry(table.name(), Introspection.ordered("schema", table.schema(), "name",
                                table.name(), "type", table.type().toLowerCase(Locale.ROOT)), Optional.of(table)));
                    }
                }
            }
            case COLUMN, INDEX -> {
                for (TableName table : tables(introspection, wanted)) {
                    boolean columns = wanted.kind() == Kind.COLUMN;
                    if (!columns && table.isView()) {
                        continue;
                    }
                    cancellation.throwIfCancelled();
                    for (Map<String, Object> part : columns ? introspection.columns(table)
                            : introspection.indexes(table)) {
                        Map<String,
                                Object> item = Introspection.ordered("schema", table.schema(), "table", table.name());
                        if (wanted.detail() == Detail.NAMES) {
                            item.put("name", part.get("name"));
                        } else {
                            item.putAll(part);
                        }
                        entries.add(new Entry((String) part.get("name"), item, Optional.empty()));
                    }
                }
            }
        }
        return entries;
    }

    private static List<TableName> tables(Introspection introspection, Wanted wanted) throws SQLException {
        if (wanted.table().isPresent()) {
            return introspection.find(wanted.schema(), wanted.table().get()).stream().toList();
        }
        return introspection.tables(wanted.schema());
    }

    private static Map<String, Object> detailed(Introspection introspection, String source, Entry entry, Detail detail,
            Cancellation cancellation) throws SQLException {
        if (entry.table().isEmpty() || detail == Detail.NAMES) {
            return entry.item();
        }
        cancellation.throwIfCancelled();
        TableName table = entry.table().get();
        if (detail == Detail.FULL) {
            return introspection.describe(source, table);
        }
        Map<String, Object> item = entry.item();
        if (!table.comment().isEmpty()) {
            item.put("comment", table.comment());
        }
        item.put("columns", introspection.columns(table).stream().map(column -> column.get("name") + " "
                + column.get("type")).toList());
        item.put("primary_key", introspection.primaryKey(table));
        return item;
    }
}
