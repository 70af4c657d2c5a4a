package dev.patchbay.plugins.database.access;

import dev.patchbay.api.tool.ToolException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what a database says into what a model can act on: by SQLState, and by number where there is none. */
public final class Failures {
    private static final List<Pattern> CONSTRAINTS = List.of(
            Pattern.compile("constraint \"([^\"]+)\""), // PostgreSQL
            Pattern.compile("for key '([^']+)'"), // MariaDB
            Pattern.compile("CONSTRAINT [`\"]([^`\"]+)[`\"]"),
            Pattern.compile("violation: \"(?:[A-Z0-9_]+\\.)?([A-Za-z0-9_]+)"), // H2
            Pattern.compile("constraint failed: ([A-Za-z0-9_.]+)")); // SQLite
    private static final int SQLITE_CONSTRAINT = 19;
    /** Insufficient resources, system errors, internal errors; of H2 an internal error, a broken file, the disk. */
    private static final Set<String> BROKEN = Set.of("53", "58", "XX", "50000", "90028", "90030", "90031");
    private static final Pattern BROKEN_SQLITE = Pattern.compile("\\[SQLITE_(CORRUPT|FULL|IOERR|NOTADB|CANTOPEN)");

    private Failures() {}

    /** What went wrong. */
    public enum Kind {
        /** A value is there that may be there once only. */
        DUPLICATE,
        /** Another constraint does not hold. */
        CONSTRAINT,
        /** The database is not reached. */
        CONNECTION,
        /** It took too long, or was cancelled. */
        TIME,
        /** It is not allowed, or writes where only reading is. */
        FORBIDDEN,
        /** The statement or a value is wrong. */
        INVALID,
        /** Something for another try. */
        AGAIN,
        /** The database itself does not work: no room, no disk, an error of its own. */
        BROKEN,
        /** Anything else. */
        OTHER
    }

    /**
     * Returns what went wrong.
     *
     * @param e what JDBC threw
     * @return the kind
     */
    public static Kind kind(SQLException e) {
        String state = Optional.ofNullable(e.getSQLState()).orElse("");
        String text = String.valueOf(e.getMessage());
        if (state.equals("23505") || state.equals("23000") && e.getErrorCode() == 1062
                || text.contains("UNIQUE constraint failed") || text.contains("PRIMARY KEY constraint failed")) {
            return Kind.DUPLICATE;
        }
        if (state.startsWith("23") || (e.getErrorCode() & 0xff) == SQLITE_CONSTRAINT && text.contains("[SQLITE_")) {
            return Kind.CONSTRAINT;
        }
        if (state.equals("57014") || state.equals("70100") || e instanceof java.sql.SQLTimeoutException
                || text.contains("[SQLITE_INTERRUPT]")) {
            return Kind.TIME;
        }
        if (state.startsWith("08") || state.startsWith("57P") || e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException) {
            return Kind.CONNECTION;
        }
        if (state.equals("25006") || state.equals("42501") || state.equals("90096") || state.startsWith("28")
                || text.contains("[SQLITE_READONLY]") || e.getErrorCode() == 1792 || e.getErrorCode() == 1142) {
            return Kind.FORBIDDEN;
        }
        if (state.startsWith("40") || text.contains("[SQLITE_BUSY]")) {
            return Kind.AGAIN;
        }
        if (BROKEN.stream().anyMatch(state::startsWith) || BROKEN_SQLITE.matcher(text).find()) {
            return Kind.BROKEN;
        }
        return state.startsWith("42") || state.startsWith("22") || state.startsWith("21")
                || text.contains("[SQLITE_ERROR]")
                        ? Kind.INVALID
                        : Kind.OTHER;
    }

    /**
     * Returns the name of the constraint that does not hold.
     *
     * @param e what JDBC threw
     * @return the name, if the text has it
     */
    public static Optional<String> constraint(SQLException e) {
        String text = String.valueOf(e.getMessage());
        return CONSTRAINTS.stream().map(pattern -> pattern.matcher(text)).filter(Matcher::find)
                .map(found -> found.group(1)).findFirst();
    }

    /**
     * Returns the failure to throw.
     *
     * @param doing what failed, such as {@code Error querying users: }; may be empty
     * @param e what JDBC threw
     * @return the failure
     */
    public static ToolException of(String doing, SQLException e) {
        if (isTooLarge(e)) {
            return new ToolException(doing + "The result is too large; select less of it, such as substring(column, 1,"
                    + " 1000)", e).code("invalid_argument");
        }
        String named = constraint(e).map(name -> " (constraint " + name + ")").orElse("");
        return switch (kind(e)) {
            case DUPLICATE -> new ToolException(doing + "Record already exists with provided unique values" + named, e)
                    .code("conflict").suggestion("Check for existing records")
                    .suggestion("Use update operation instead");
            case CONSTRAINT -> new ToolException(doing + "A constraint does not hold" + named + ": " + text(e), e)
                    .code("conflict");
            case CONNECTION -> new ToolException(doing + "Database connection failed", e).code("upstream_error")
                    .retryable().suggestion("Try again later, waiting twice as long each time");
            case TIME -> new ToolException(doing + "The statement took too long and was cancelled", e).code("too_slow")
                    .suggestion("Ask for less: a narrower WHERE, an index, fewer rows");
            case FORBIDDEN -> new ToolException(doing + "The database refuses this: " + text(e), e).code("forbidden");
            case INVALID -> new ToolException(doing + text(e), e).code("invalid_argument")
                    .suggestion("Look at the tables with db_search_objects");
            case AGAIN -> new ToolException(doing + text(e), e).code("conflict").retryable();
            case BROKEN -> new ToolException(doing + text(e), e).code("upstream_error");
            case OTHER -> new ToolException(doing + text(e), e).code("refused");
        };
    }

    /** A bound of the driver, which the host sets. */
    private static boolean isTooLarge(SQLException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("maxresultbuffer") || text.contains("[sqlite_toobig]");
    }

    private static String text(SQLException e) {
        String text = String.valueOf(e.getMessage()).strip();
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}
