package dev.patchbay.plugins.database.gate;

import dev.patchbay.plugins.database.access.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Lets one statement through that does nothing but read: a SELECT, with CTEs that are SELECTs, that calls functions known
 * to do nothing else. It is the first of several walls; behind it stand the connection of the host and the rights of the
 * database user.
 *
 * <p>Two looks at it must agree. The first splits it as databases do and refuses whatever may be split differently, words
 * that only writes have, and calls of functions that nobody allowed. The second parses it. What the parser does not
 * understand is refused.
 *
 * <p>Threads: any.
 */
public final class ReadOnlyGate implements AutoCloseable {
    private static final int LONGEST = 20_000;
    private static final int DEEPEST = 20;
    private static final int REMEMBERED = 500;
    private static final Set<String> WRITES = words("insert update delete merge truncate drop alter create into call"
            + " copy grant revoke outfile dumpfile lock share execute exec prepare deallocate do attach detach pragma"
            + " vacuum uescape procedure handler listen notify unlisten nextval currval setval lastval openquery"
            + " openrowset load_extension returning begin commit rollback savepoint shutdown reindex");
    /** What stands before a parenthesis without being called. */
    private static final Set<String> KEYWORDS = words("in and or not exists select from join on using where having by"
            + " values over filter union all any some distinct except intersect case when then else between like ilike"
            + " is lateral as cast limit offset fetch with recursive materialized group sets rollup cube"
            + " partition end similar to row array table within grouping unique natural"
            + " left right inner outer full cross");

    /**
     * A statement that passed.
     *
     * @param sql what to run: without comments
     * @param tables the tables it names, in small letters
     * @param parameters how many question marks it has
     */
    public record Passed(String sql, Set<String> tables, int parameters) {}

    private record Key(Dialect dialect, String sql) {}

    private final Set<String> functions;
    private final Parser parser = new Parser();
    private final Map<Key, Passed> passed = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Passed> eldest) {
            return size() > REMEMBERED;
        }
    });

    /**
     * Creates a gate.
     *
     * @param more names of functions that are allowed beside the known ones
     */
    public ReadOnlyGate(Collection<String> more) {
        Set<String> all = new HashSet<>(known());
        more.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
        this.functions = all;
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" "));
    }

    private static List<String> known() {
        try (InputStream list = ReadOnlyGate.class.getResourceAsStream("functions.txt")) {
            String text = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().filter(line -> !line.startsWith("#")).flatMap(line -> Arrays.stream(line.split(" ")))
                    .filter(word -> !word.isBlank()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Looks at a statement.
     *
     * @param sql the statement
     * @param dialect of what database
     * @return what to run
     * @throws RefusedSqlException if it may do more than read
     */
    public Passed check(String sql, Dialect dialect) throws RefusedSqlException {
        Key key = new Key(dialect, sql);
        Passed known = passed.get(key);
        if (known == null) {
            known = look(sql, dialect);
            passed.put(key, known);
        }
        return known;
    }

    /**
     * Takes one statement of any kind, but no second one behind or within it.
     *
     * @param sql the statement
     * @param dialect of what database
     * @return what to run; its tables are not looked for
     * @throws RefusedSqlException if it is not one statement
     */
    public static Passed single(String sql, Dialect dialect) throws RefusedSqlException {
        Tokens tokens = Tokens.of(sql, dialect);
        if (tokens.list().isEmpty()) {
            throw new RefusedSqlException("there is no statement");
        }
        return new Passed(tokens.plain(), Set.of(), parameters(tokens.list()));
    }

    private static int parameters(List<Token> tokens) {
        return (int) tokens.stream().filter(token -> token.isSymbol("?")).count();
    }

    private Passed look(String sql, Dialect dialect) throws RefusedSqlException {
        if (sql.length() > LONGEST) {
            throw new RefusedSqlException("it is longer than " + LONGEST + " characters");
        }
        Tokens tokens = Tokens.of(sql, dialect);
        List<Token> list = tokens.list();
        if (list.isEmpty()) {
            throw new RefusedSqlException("there is no statement");
        }
        checkDepth(list);
        checkWords(list, dialect);
        Parser.Found found = parser.parse(tokens.plain());
        checkCalls(list, found.columnLists());
        return new Passed(tokens.plain(), found.tables(), parameters(list));
    }

    private static void checkDepth(List<Token> tokens) throws RefusedSqlException {
        int depth = 0;
        for (Token token : tokens) {
            depth += token.isSymbol("(") ? 1 : token.isSymbol(")") ? -1 : 0;
            if (depth > DEEPEST) {
                throw new RefusedSqlException("it nests deeper than " + DEEPEST + " parentheses");
            }
        }
    }

    private static void checkWords(List<Token> tokens, Dialect dialect) throws RefusedSqlException {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean isName = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED;
            boolean isSequence = isName && (token.name().equals("nextval") || token.name().equals("currval"));
            boolean isPragma = isName && dialect == Dialect.SQLITE && token.name().startsWith("pragma_");
            if (isSequence || isPragma || token.kind() == Token.Kind.WORD && WRITES.contains(token.name())) {
                throw new RefusedSqlException(
                        "it has the word " + token.text() + "; a name that is such a word goes into"
                                + " quotes");
            }
            if (token.kind() == Token.Kind.WORD && i + 1 < tokens.size()) {
                Token next = tokens.get(i + 1);
                boolean isUnicode = token.isWord("u") && next.isSymbol("&");
                boolean isNextValue = token.isWord("next") && next.isWord("value");
                boolean isForLock = token.isWord("for") && (next.isWord("no") || next.isWord("key"));
                if (isUnicode || isNextValue || isForLock) {
                    throw new RefusedSqlException("'" + token.text() + " " + next.text() + "' is not taken");
                }
            }
        }
    }

    /** Every name before a parenthesis is an allowed function, or a CTE that names its columns, and that only once. */
    private void checkCalls(List<Token> tokens, Map<String, Integer> columnLists) throws RefusedSqlException {
        Map<String, Integer> left = new LinkedHashMap<>(columnLists);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean isName = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED;
            if (!isName || !tokens.get(i + 1).isSymbol("(")) {
                continue;
            }
            Token before = i == 0 ? new Token(Token.Kind.SYMBOL, "") : tokens.get(i - 1);
            boolean isQualified = before.isSymbol(".");
            boolean isKeyword = token.kind() == Token.Kind.WORD && KEYWORDS.contains(token.name()) && !isQualified;
            if (isKeyword || before.isWord("as") || before.isSymbol("::")
                    || !isQualified && left.merge(token.name(), -1, Integer::sum) >= 0) {
                continue;
            }
            String schema = isQualified && i >= 2 ? tokens.get(i - 2).name() : "pg_catalog";
            boolean isKnown = schema.equals("pg_catalog") && functions.contains(token.name());
            if (!isKnown && !functions.contains(schema + "." + token.name())) {
                throw notAllowed(token);
            }
        }
    }

    private static RefusedSqlException notAllowed(Token token) {
        return new RefusedSqlException(
                "the function " + token.text() + " is not among those that are known to only read;"
                        + " an administrator can add it to 'functions' in the configuration");
    }

    @Override
    public void close() {
        parser.close();
    }
}
