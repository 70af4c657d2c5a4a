package dev.patchbay.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;

/** The tables and their columns, as both databases describe them. */
final class Tables {
    /** What can be built anew, from the audit file. */
    static final String AUDIT_ROW = "audit_row";
    /** All tables, each after those it refers to. */
    static final List<String> ALL = List.of("client", "access_role", "client_role", "api_key", "identity_link",
            "role_mapping", "toolset", "toolset_entry", "enablement", "requirement", "resource_grant", "access_rule",
            "call_limit", "administrator", "admin_token", "plugin_approval", "used_nonce", "quota_use", "audit_anchor",
            AUDIT_ROW);
    /** The tables that a backup holds. */
    static final List<String> KEPT = ALL.stream().filter(Predicate.not(AUDIT_ROW::equals)).toList();

    private Tables() {}

    /** The type of a column, by its name in the standard. */
    enum Type {
        TEXT("character varying"), INTEGER("integer"), LONG("bigint"), TRUTH("boolean"), DAY("date"), TIME(
                "timestamp with time zone");

        private final String sql;

        Type(String sql) {
            this.sql = sql;
        }

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

    /** Tells which tables a backup would replace have rows. */
    static List<String> filled(Handle handle) {
        return ALL.stream().filter(table -> handle
                .createQuery("SELECT 1 FROM " + table + " FETCH FIRST 1 ROWS ONLY").mapTo(Integer.class).findOne()
                .isPresent()).toList();
    }
}
