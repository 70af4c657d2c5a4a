package dev.patchbay.samples.users;

import dev.patchbay.api.tool.ToolException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;

/** Turns what JDBC throws into what a model can act on, by SQLState and not by the wording of one database. */
final class DatabaseErrors {
    private DatabaseErrors() {}

    static boolean isDuplicate(SQLException e) {
        return "23505".equals(e.getSQLState());
    }

    /**
     * Returns the failure to throw.
     *
     * @param doing what failed, such as {@code Error querying users: }
     * @param e what JDBC threw
     */
    static ToolException toolException(String doing, SQLException e) {
        if (isConnection(e)) {
            return new ToolException(doing + "Database connection failed", e).code("CONNECTION_ERROR")
                    .retryable()
                    .suggestion("Try again later, waiting twice as long each time");
        }
        return new ToolException(doing + e.getMessage(), e).code("UNKNOWN_ERROR");
    }

    private static boolean isConnection(SQLException e) {
        String state = e.getSQLState();
        return e instanceof SQLTransientConnectionException || e instanceof SQLNonTransientConnectionException
                || (state != null && state.startsWith("08"));
    }
}
