package dev.patchbay.plugins.database.schema;

/**
 * A table or view as the database writes it.
 *
 * @param schema its schema; the database of MariaDB, {@code main} of SQLite
 * @param name its name
 * @param type such as {@code TABLE} or {@code VIEW}
 * @param comment what is noted at it, maybe nothing
 */
public record TableName(String schema, String name, String type, String comment) {
    boolean isView() {
        return type.contains("VIEW");
    }
}
