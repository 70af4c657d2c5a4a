package dev.patchbay.plugins.database.access;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/** Kinds of databases that differ in ways that matter here. */
public enum Dialect {
    /** PostgreSQL. */
    POSTGRESQL,
    /** MariaDB and MySQL. */
    MARIADB,
    /** H2. */
    H2,
    /** SQLite. */
    SQLITE,
    /** Any other: what all have in common is done. */
    OTHER;

    /**
     * Returns what a connection leads to, by the name that the database gives itself.
     *
     * @param connection a connection
     * @return its kind
     * @throws SQLException if the database does not say
     */
    public static Dialect of(Connection connection) throws SQLException {
        String name = String.valueOf(connection.getMetaData().getDatabaseProductName()).toLowerCase(Locale.ROOT);
        if (name.contains("postgresql")) {
            return POSTGRESQL;
        }
        if (name.contains("mariadb") || name.contains("mysql")) {
            return MARIADB;
        }
        if (name.equals("h2")) {
            return H2;
        }
        return name.contains("sqlite") ? SQLITE : OTHER;
    }

    /**
     * Returns a name as SQL.
     *
     * @param name a name, whatever is in it
     * @return the name in quotes
     */
    public String quoted(String name) {
        String quote = this == MARIADB ? "`" : "\"";
        return quote + name.replace(quote, quote + quote) + quote;
    }
}
