package dev.patchbay.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What the two databases say, and what it means. */
final class Engines {
    private static final Set<String> REFERENCE = Set.of("23503", "23506");
    private static final String UNIQUE = "23505";
    /** Serialization failure, deadlock. */
    private static final Set<String> AGAIN = Set.of("40001", "40P01");
    private static final int OLDEST_POSTGRESQL = 14;
    private static final int H2_IN_USE = 90020;

    private Engines() {}

    /** Refuses a database that would lose what it acknowledged, or that is too old. */
    static void check(DatabaseSettings settings, DataSource pool) {
        try (Connection connection = pool.getConnection()) {
            if (settings.engine() == DatabaseSettings.Engine.POSTGRESQL) {
                checkServer(connection);
            } else if (settings.folder().isPresent()) {
                checkWriteDelay(connection);
            }
        } catch (SQLException e) {
            throw unreachable(settings, e);
        }
    }

    private static void checkServer(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_POSTGRESQL) {
            throw new BadSettingsException("the server is PostgreSQL " + version + ": use " + OLDEST_POSTGRESQL
                    + " or later");
        }
        for (String setting : List.of("fsync", "synchronous_commit")) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SHOW " + setting)) {
                row.next();
                if (row.getString(1).equals("off")) {
                    throw new BadSettingsException("the PostgreSQL server runs with " + setting + "=off and would lose"
                            + " acknowledged changes when it fails: set " + setting + "=on");
                }
            }
        }
    }

    static void checkWriteDelay(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT SETTING_VALUE FROM INFORMATION_SCHEMA.SETTINGS"
                        + " WHERE SETTING_NAME = 'WRITE_DELAY'")) {
            // One row for what was once set and one for what is in effect
            List<String> delays = new ArrayList<>();
            while (row.next()) {
                delays.add(row.getString(1));
            }
            if (delays.isEmpty() || !delays.stream().allMatch("0"::equals)) {
                throw new BadSettingsException("the embedded database's WRITE_DELAY is " + String.join(" and ", delays)
                        + " and not 0: it would lose acknowledged changes when the process is killed; let no other"
                        + " program open or change its file");
            }
        }
    }

    static BadSettingsException unreachable(DatabaseSettings settings, Throwable e) {
        SQLException cause = sql(e);
        if (cause != null && cause.getErrorCode() == H2_IN_USE) {
            return new BadSettingsException(
                    "the database (" + settings + ") is in use by another process: end the other"
                            + " Patchbay that runs on this data folder, or name another data folder",
                    e);
        }
        return new BadSettingsException("the database (" + settings + ") cannot be opened: " + reason(e), e);
    }

    /** Returns in a line why something failed. */
    static String reason(Throwable e) {
        SQLException cause = sql(e);
        String message = cause == null ? e.getMessage() : cause.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.lines().findFirst().orElse("");
    }

    static StoreException translated(DatabaseSettings settings, String what, String value, Throwable e) {
        SQLException cause = sql(e);
        String state = cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
        if (state.equals(UNIQUE)) {
            return new DuplicateException(what, value);
        }
        if (REFERENCE.contains(state)) {
            return new MissingException("record that this one refers to:", what + " " + value);
        }
        String told = state.isEmpty() ? "" : ", SQL state " + state;
        return new UnavailableException("the database (" + settings + ") failed" + told, e);
    }

    static boolean asksForRepetition(UnavailableException e) {
        SQLException cause = sql(e);
        return cause != null && cause.getSQLState() != null && AGAIN.contains(cause.getSQLState());
    }

    /** Tells whether the database refused what it was given, and not the work as such. */
    static boolean refusedValues(UnavailableException e) {
        SQLException cause = sql(e);
        return cause != null && cause.getSQLState() != null
                && (cause.getSQLState().startsWith("22") || cause.getSQLState().startsWith("23"));
    }

    private static @Nullable SQLException sql(@Nullable Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
