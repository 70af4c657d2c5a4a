package dev.patchbay.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The tables and their columns, as both databases describe them. */
final class Tables {
    /** What can be built anew, from the audit file. */
    static final String AUDIT_ROW = "audit_row";
    /** What can be built anew, by asking the plugins. */
    static final String CACHED_RESULT = "cached_result";
    /** What that was built from. */
    static final String CACHED_SOURCE = "cached_source";
    /** All tables, each after those it refers to. */
    static final List<String> ALL = List.of("client", "access_role", "client_role", "api_key", "identity_link",
            "role_mapping", "toolset", "toolset_entry", "enablement", "requirement", "resource_grant", "access_rule",
            "call_limit", "administrator", "admin_token", "plugin_approval", "plugin_rejection", "plugin_quarantine",
            "plugin_grant", "plugin_definition", "plugin_configuration", "plugin_proposal", "vault_keyset",
            "vault_secret", "used_nonce", "quota_use", "task", "task_part", "audit_anchor", AUDIT_ROW, CACHED_RESULT,
            CACHED_SOURCE);
    /** The tables that a backup holds. */
    static final List<String> KEPT = ALL.stream()
            .filter(Predicate.not(Set.of(AUDIT_ROW, CACHED_RESULT, CACHED_SOURCE)::contains)).toList();

    private Tables() {}

    /** The type of a column: its name in the standard, which both databases use, and how its values are written as JSON. */
    enum Type {
        /** As text. */
        TEXT("character varying") {
            @Override
            @Nullable
            Object read(ResultSet row, String column) throws SQLException {
                return row.getString(column);
            }

            @Override
            Object bound(Object value) {
                return StoredText.text("a text", (String) value, Integer.MAX_VALUE);
            }
        },
        /** As a number. */
        INTEGER("integer") {
            @Override
            @Nullable
            Object read(ResultSet row, String column) throws SQLException {
                return Columns.intIfAny(row, column);
            }

            @Override
            Object bound(Object value) {
                return Math.toIntExact(((Number) value).longValue());
            }
        },
        /** As a number. */
        LONG("bigint") {
            @Override
            @Nullable
            Object read(ResultSet row, String column) throws SQLException {
                return Columns.longIfAny(row, column);
            }

            @Override
            Object bound(Object value) {
                return value instanceof Integer small ? Long.valueOf(small) : (Long) value;
            }
        },
        /** As true or false. */
        TRUTH("boolean") {
            @Override
            @Nullable
            Object read(ResultSet row, String column) throws SQLException {
                boolean value = row.getBoolean(column);
                return row.wasNull() ? null : value;
            }

            @Override
            Object bound(Object value) {
                return (Boolean) value;
            }
        },
        /** As text, as ISO 8601 has it. */
        DAY("date") {
            @Override
            @Nullable
            Object read(ResultSet row, String column) throws SQLException {
                LocalDate day = row.getObject(column, LocalDate.class);
                return day == null ? null : day.toString();
            }

            @Override
            Object bound(Object value) {
                return LocalDate.parse((String) value);
            }
        },
        /** As text, as ISO 8601 has it, in UTC. */
        TIME("timestamp with time zone") {
            @Override
            @Nullable
            Object read(ResultSet row, String column) throws SQLException {
                OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
                return time == null ? null : time.toInstant().toString();
            }

            @Override
            Object bound(Object value) {
                return Instant.parse((String) value).atOffset(ZoneOffset.UTC);
            }
        };

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

        /** Reads a value as it is written as JSON. */
        abstract @Nullable Object read(ResultSet row, String column) throws SQLException;

        /** Returns what to bind for a value that was read from JSON. */
        abstract Object bound(Object value);

        static Type of(String sql) {
            for (Type type : values()) {
                if (type.sql.equals(sql.toLowerCase(Locale.ROOT))) {
                    return type;
                }
            }
            throw new IllegalStateException("a column of type " + sql + " is not expected");
        }
    }

    /** Returns the columns of a table in their order; none if there is no such table. */
    static Map<String, Type> columns(Handle handle, String table) {
        Map<String, Type> columns = new LinkedHashMap<>();
        handle.createQuery("SELECT column_name, data_type FROM information_schema.columns"
                + " WHERE LOWER(table_name) = :table AND table_schema = CURRENT_SCHEMA ORDER BY ordinal_position")
                .bind("table", table)
                .map((row, context) -> Map.entry(row.getString(1).toLowerCase(Locale.ROOT), Type.of(row.getString(2))))
                .forEach(column -> columns.put(column.getKey(), column.getValue()));
        return columns;
    }

    /** Deletes every row. */
    static void clear(Handle handle) {
        for (String table : ALL.reversed()) {
            handle.execute("DELETE FROM " + table);
        }
    }

    /** Tells which tables have rows. */
    static List<String> filled(Handle handle) {
        return ALL.stream().filter(table -> handle
                .createQuery("SELECT 1 FROM " + table + " FETCH FIRST 1 ROWS ONLY").mapTo(Integer.class).findOne()
                .isPresent()).toList();
    }

    /**
     * Inserts rows.
     *
     * @param handle in whose transaction
     * @param table one of {@link #ALL}
     * @param columns columns of the table
     * @param rows the values, as they are written as JSON, in the order of the columns
     * @throws BadBackupException if a value is not of its column's type
     */
    static void insert(Handle handle, String table, Map<String, Type> columns, List<List<@Nullable Object>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("INSERT INTO " + table + " (" + String.join(", ", columns.keySet())
                + ") VALUES (:" + String.join(", :", columns.keySet()) + ")");
        for (List<@Nullable Object> row : rows) {
            int place = 0;
            for (Map.Entry<String, Type> column : columns.entrySet()) {
                Object value = row.get(place++);
                batch.bind(column.getKey(), value == null ? null : bound(table, column, value));
            }
            batch.add();
        }
        batch.execute();
    }

    private static Object bound(String table, Map.Entry<String, Type> column, Object value) {
        try {
            return column.getValue().bound(value);
        } catch (ClassCastException | ArithmeticException | DateTimeParseException | IllegalArgumentException e) {
            throw new BadBackupException("a row of '" + table + "' has a value in '" + column.getKey() + "' that is no "
                    + column.getValue().sql, e);
        }
    }
}
