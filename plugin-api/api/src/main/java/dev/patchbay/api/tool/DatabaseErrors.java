package dev.patchbay.api.tool;

import dev.patchbay.api.Stable;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what went wrong in a database by SQLState, in words for a model: {@code UNIQUE_CONSTRAINT_VIOLATION},
 * {@code RECORD_NOT_FOUND}, {@code CONNECTION_ERROR} or {@code UNKNOWN_ERROR}. The host does the same with an
 * {@link SQLException} that escapes a tool; a tool that catches it can add what it knows.
 *
 * {@snippet :
 * } catch (SQLException e) {
 *     throw DatabaseErrors.of(e).suggestion("Call find_user first");
 * }
 * }
 *
 * <p>Pure functions; any thread.
 */
@Stable
public final class DatabaseErrors {
    /** A record with these unique values is there already. */
    public static final String UNIQUE_CONSTRAINT_VIOLATION = "UNIQUE_CONSTRAINT_VIOLATION";
    /** There is no such record. */
    public static final String RECORD_NOT_FOUND = "RECORD_NOT_FOUND";
    /** The database cannot be reached now. */
    public static final String CONNECTION_ERROR = "CONNECTION_ERROR";
    /** Anything else. */
    public static final String UNKNOWN_ERROR = "UNKNOWN_ERROR";

    private static final int DEPTH = 8;
    private static final int LONGEST = 500;
    /** MySQL and MariaDB have one SQLState for all constraints: duplicate entry, in a key with a name, with its text. */
    private static final Set<Integer> DUPLICATES_OF_MYSQL = Set.of(1062, 1557, 1569, 1586);
    /** Ended by an administrator, by a crash, cannot connect now; too many connections; H2: broken, closed. */
    private static final Set<String> UNREACHABLE = Set.of("57P01", "57P02", "57P03", "53300", "90067", "90121",
            "90098");
    private static final Pattern UNIQUE_OF_SQLITE = Pattern.compile("\\[SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY|ROWID)]");
    private static final Pattern UNREACHABLE_OF_SQLITE = Pattern.compile("\\[SQLITE_(CANTOPEN|IOERR|NOTADB)[A-Z_]*]");
    private static final Pattern STATEMENT_OF_H2 = Pattern.compile("; SQL statement:.*", Pattern.DOTALL);
    private static final Pattern SECRETS = Pattern.compile(
            "(?i)((?:password|passwd|pwd|secret|token|user)\\s*[=:]\\s*)[^\\s;&,)]+|(://)[^/@\\s]+@");

    private DatabaseErrors() {}

    /**
     * Tells what went wrong.
     *
     * @param e what the driver threw
     * @return a failure with the class as its code and the original exception as its cause
     */
    public static ToolException of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String text = String.valueOf(e.getMessage());
        if (isUnique(state, e.getErrorCode(), text)) {
            return new ToolException("Record already exists with provided unique values", e)
                    .code(UNIQUE_CONSTRAINT_VIOLATION).suggestion("Check for existing records")
                    .suggestion("Use update operation instead");
        }
        if (state.startsWith("02") || state.equals("P0002") || state.equals("2000")) {
            return new ToolException("Requested record does not exist", e).code(RECORD_NOT_FOUND)
                    .suggestion("Verify record ID").suggestion("Check if record was deleted");
        }
        if (isUnreachable(e, state, text)) {
            return new ToolException("Database connection failed", e).code(CONNECTION_ERROR).backoff("exponential");
        }
        return new ToolException(withoutSecrets(text), e).code(UNKNOWN_ERROR);
    }

    /**
     * Looks for a failure of a database in what was thrown.
     *
     * @param thrown anything, with its causes
     * @return what went wrong, empty if no database is to blame
     */
    public static Optional<ToolException> in(Throwable thrown) {
        @Nullable Throwable at = thrown;
        try {
            for (int depth = 0; at != null && depth < DEPTH; depth++) {
                if (at instanceof SQLException found) {
                    return Optional.of(of(found));
                }
                at = at.getCause();
            }
        } catch (RuntimeException e) { // an exception of somebody's own that cannot even be asked
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isUnique(String state, int vendorCode, String text) {
        return state.equals("23505") || (state.equals("23000") && DUPLICATES_OF_MYSQL.contains(vendorCode))
                || UNIQUE_OF_SQLITE.matcher(text).find();
    }

    private static boolean isUnreachable(SQLException e, String state, String text) {
        return state.startsWith("08") || UNREACHABLE.contains(state) || e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException || e instanceof SQLRecoverableException
                || UNREACHABLE_OF_SQLITE.matcher(text).find();
    }

    /** The first line, without the statement and its values, without what looks like a password. */
    private static String withoutSecrets(String text) {
        String line = STATEMENT_OF_H2.matcher(text).replaceFirst("").lines().findFirst().orElse("").strip();
        String plain = SECRETS.matcher(line).replaceAll("$1$2***");
        return plain.isEmpty() ? "The database refused the operation"
                : plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }
}
