package dev.patchbay.plugins.database.gate;

import dev.patchbay.plugins.database.access.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits a statement as the database does. Whatever two databases, or a database and the parser, could split in different
 * ways is refused, so that nothing hides in what only looks like a literal or a comment. Comments are left out.
 */
final class Tokens {
    private static final Pattern NUMBER = Pattern
            .compile("(?:0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?)");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final String sql;
    private final Dialect dialect;
    private final StringBuilder plain = new StringBuilder();
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String sql, Dialect dialect) {
        this.sql = sql;
        this.dialect = dialect;
    }

    static Tokens of(String sql, Dialect dialect) throws RefusedSqlException {
        Tokens tokens = new Tokens(sql, dialect);
        tokens.read();
        return tokens;
    }

    /** The statement without comments and without a semicolon at the end. */
    String plain() {
        return plain.toString().strip();
    }

    List<Token> list() {
        return tokens;
    }

    private void read() throws RefusedSqlException {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c) && c < 0x80) {
                plain.append(' ');
                at++;
            } else if (c == '\'') {
                take(Token.Kind.LITERAL, closing('\''));
            } else if (c == '"' || c == '`') {
                quoted(c);
            } else if (sql.startsWith("--", at)) {
                lineComment();
            } else if (sql.startsWith("//", at)) { // H2 and the parser take the rest of the line for a comment
                throw new RefusedSqlException("two slashes are a comment for some databases; write -- or leave it out");
            } else if (sql.startsWith("/*", at)) {
                comment();
            } else if (c == ';') {
                semicolon();
            } else if (c >= '0' && c <= '9' || c == '.' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1))) {
                number();
            } else if (c < 0x80 && (Character.isLetter(c) || c == '_')) {
                Matcher word = WORD.matcher(sql).region(at, sql.length());
                take(Token.Kind.WORD, word.lookingAt() ? word.end() : at + 1);
            } else {
                symbol(c);
            }
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private void take(Token.Kind kind, int end) {
        String text = sql.substring(at, end);
        plain.append(text);
        tokens.add(new Token(kind, switch (kind) {
            case LITERAL -> "";
            case QUOTED -> text.substring(1, text.length() - 1).replace("\"\"", "\"").replace("``", "`");
            default -> text;
        }));
        at = end;
    }

    /** The end behind the closing quote; doubled quotes are inside. */
    private int closing(char quote) throws RefusedSqlException {
        int end = at + 1;
        while (end < sql.length()) {
            char c = sql.charAt(end);
            if (c == '\\' || c == '\0') {
                throw new RefusedSqlException("a backslash between quotes is understood differently by databases; pass"
                        + " the value in params");
            }
            if (c == quote) {
                if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
                    end++;
                } else {
                    return end + 1;
                }
            }
            end++;
        }
        throw new RefusedSqlException("a literal or a quoted name does not end");
    }

    private void quoted(char quote) throws RefusedSqlException {
        if (quote == '`' && (dialect == Dialect.POSTGRESQL || dialect == Dialect.OTHER)) {
            throw new RefusedSqlException("a backtick is not taken by this database; put names into double quotes");
        }
        take(Token.Kind.QUOTED, closing(quote));
    }

    private void lineComment() throws RefusedSqlException {
        if (dialect == Dialect.MARIADB && at + 2 < sql.length() && !Character.isWhitespace(sql.charAt(at + 2))) {
            throw new RefusedSqlException("write a space behind --");
        }
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
        plain.append(' ');
    }

    private void comment() throws RefusedSqlException {
        int end = sql.indexOf("*/", at + 2);
        if (end < 0) {
            throw new RefusedSqlException("a comment does not end");
        }
        String inside = sql.substring(at + 2, end);
        if (inside.contains("/*") || inside.startsWith("!") || inside.startsWith("M!") || inside.startsWith("+")) {
            throw new RefusedSqlException("comments that are executed, hints and nested comments are not taken");
        }
        at = end + 2;
        plain.append(' ');
    }

    private void semicolon() throws RefusedSqlException {
        at++;
        if (!sql.substring(at).isBlank()) {
            throw new RefusedSqlException("only one statement at a time, with nothing behind it");
        }
        at = sql.length();
    }

    private void number() throws RefusedSqlException {
        Matcher number = NUMBER.matcher(sql).region(at, sql.length());
        int end = number.lookingAt() ? number.end() : at;
        if (end == at || end < sql.length() && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == '_')) {
            throw new RefusedSqlException("there is no space behind a number");
        }
        take(Token.Kind.LITERAL, end);
    }

    /** Where there are no arrays, and in a mode of H2 where there are, brackets may be the quotes of a name. */
    private boolean isBracketOfArray() {
        int end = sql.indexOf(']', at);
        String inside = end < 0 ? "'" : sql.substring(at, end);
        return dialect == Dialect.POSTGRESQL || dialect == Dialect.H2
                && (!tokens.isEmpty() && tokens.getLast().isWord("array")
                        || List.of("'", "\"", "`", "--", "/*").stream().noneMatch(inside::contains));
    }

    private void symbol(char c) throws RefusedSqlException {
        boolean refused = c >= 0x80 || c < ' ' || c == 0x7f || c == '$' || c == '\\' || c == '{' || c == '}'
                || c == '@' && dialect != Dialect.POSTGRESQL || c == '#' && dialect != Dialect.POSTGRESQL
                || c == '[' && !isBracketOfArray();
        if (refused) {
            throw new RefusedSqlException("the character " + (c > ' ' && c < 0x7f ? String.valueOf(c)
                    : "U+%04X".formatted((int) c)) + " is not taken outside of quotes; pass values in params");
        }
        if (c == ':') {
            if (!sql.startsWith("::", at)) {
                throw new RefusedSqlException("a single colon is not taken; write ? and pass values in params");
            }
            take(Token.Kind.SYMBOL, at + 2);
            return;
        }
        take(Token.Kind.SYMBOL, at + 1);
    }
}
