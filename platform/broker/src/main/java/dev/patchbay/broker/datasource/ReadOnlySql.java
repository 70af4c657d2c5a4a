package dev.patchbay.broker.datasource;

import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.util.Locale;
import java.util.Set;

/**
 * Lets through what only reads, one statement at a time. Beside the read-only transaction of the database, because some
 * have none, and some let SQL end it. What two databases could understand differently is refused, as is what only looks
 * like a write: values belong into parameters, names that are words of SQL into double quotes.
 */
final class ReadOnlySql {
    private static final Set<String> FIRST = Set.of("SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE",
            "DESC");
    private static final Set<String> NOWHERE = Set.of("INSERT", "UPDATE", "DELETE", "MERGE", "TRUNCATE", "DROP",
            "ALTER", "CREATE", "INTO", "CALL", "COPY", "GRANT", "REVOKE", "OUTFILE", "DUMPFILE");

    private final String sql;
    private final Engine engine;
    private int at;
    private boolean sawWord;

    private ReadOnlySql(String sql, Engine engine) {
        this.sql = sql;
        this.engine = engine;
    }

    /** Throws if a statement may do more than read. */
    static void check(String sql, Engine engine) throws SQLException {
        new ReadOnlySql(sql, engine).check();
    }

    private void check() throws SQLException {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            switch (c) {
                case '\'' -> literal();
                case '"', '`' -> quoted(c);
                case ';' -> {
                    if (!sql.substring(at + 1).isBlank()) {
                        throw refused("only one statement at a time");
                    }
                    at++;
                }
                default -> {
                    if (isWordStart(c)) {
                        word();
                    } else {
                        symbol(c);
                    }
                }
            }
        }
        if (!sawWord) {
            throw refused("there is no statement");
        }
    }

    private void symbol(char c) throws SQLException {
        String two = sql.substring(at, Math.min(at + 2, sql.length()));
        if (two.equals("--") || two.equals("/*") || two.equals("//") || (c == '#' && engine == Engine.MYSQL)) {
            throw refused("comments are not taken");
        }
        if (c == '$' || c == '\\' || c == '\0') {
            throw refused("the character " + (c == '\0' ? "NUL" : String.valueOf(c)) + " is not taken outside of names"
                    + " and literals; use parameters");
        }
        if (c == '[' && engine == Engine.SQLITE) {
            throw refused("names stand in double quotes, not in brackets");
        }
        if (!sawWord && !Character.isWhitespace(c) && c != '(') {
            throw refused("it must begin with one of " + FIRST);
        }
        at++;
    }

    private void literal() throws SQLException {
        int end = at + 1;
        while (true) {
            if (end >= sql.length()) {
                throw refused("a literal does not end");
            }
            char c = sql.charAt(end);
            if (c == '\\') {
                throw refused("a backslash in a literal is understood differently by databases; use a parameter");
            }
            if (c == '\'') {
                break;
            }
            end++;
        }
        at = end + 1; // a doubled quote begins the next literal, which comes to the same
    }

    private void quoted(char quote) throws SQLException {
        if (quote == '`' && engine == Engine.POSTGRESQL) {
            throw refused("a backtick is an operator there, and quotes nothing");
        }
        int end = sql.indexOf(quote, at + 1);
        if (end < 0 || sql.substring(at, end).indexOf('\\') >= 0) {
            throw refused("a quoted name does not end, or has a backslash");
        }
        at = end + 1;
    }

    private static boolean isWordStart(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private void word() throws SQLException {
        int end = at;
        while (end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_'
                || sql.charAt(end) == '$')) {
            end++;
        }
        String word = sql.substring(at, end).toUpperCase(Locale.ROOT);
        if (!sawWord && !FIRST.contains(word)) {
            throw refused("it must begin with one of " + FIRST);
        }
        if (NOWHERE.contains(word)) {
            throw refused("it has the word " + word);
        }
        sawWord = true;
        at = end;
    }

    private static SQLException refused(String why) {
        return new SQLSyntaxErrorException("This datasource is granted for reading only (ro): " + why, "25006");
    }
}
