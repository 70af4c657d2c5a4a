package dev.patchbay.plugins.database.gate;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.ParenthesedStatement;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.delete.Delete;
import net.sf.jsqlparser.statement.insert.Insert;
import net.sf.jsqlparser.statement.merge.Merge;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.statement.update.Update;
import net.sf.jsqlparser.util.TablesNamesFinder;
import org.jspecify.annotations.Nullable;

/** Parses statements with JSqlParser and looks at what comes out. Threads: any. */
final class Parser implements AutoCloseable {
    private static final long LONGEST_MILLIS = 3_000;

    /** Its threads end after a while without work, and are all gone after the close. */
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("sql-parser-", 0).factory());

    /**
     * What a statement has.
     *
     * @param tables the tables, in small letters
     * @param columnLists how many CTEs of a name have a list of columns
     */
    record Found(Set<String> tables, Map<String, Integer> columnLists) {}

    Found parse(String sql) throws RefusedSqlException {
        Statement statement;
        try {
            statement = CCJSqlParserUtil.parse(sql, threads, parser -> parser.withTimeOut(LONGEST_MILLIS));
        } catch (JSQLParserException | RuntimeException e) {
            throw new RefusedSqlException("it is not understood" + where(e) + "; write plain SQL");
        }
        if (!(statement instanceof Select select)) { // also null, where it gave up
            throw new RefusedSqlException("only SELECT is taken");
        }
        Walk walk = new Walk();
        try {
            Set<String> tables = new HashSet<>();
            walk.getTables((Statement) select).forEach(table -> tables.add(plainName(table)));
            return new Found(Set.copyOf(tables), Map.copyOf(walk.columnLists));
        } catch (NotReadingException e) {
            throw new RefusedSqlException(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw new RefusedSqlException("it is not understood; write plain SQL");
        }
    }

    private static String plainName(String table) {
        return table.replace("\"", "").replace("`", "").toLowerCase(Locale.ROOT);
    }

    private static String where(Exception e) {
        String text = String.valueOf(e.getMessage());
        int at = text.indexOf("at line ");
        return at < 0 ? "" : " (" + text.substring(at, Math.min(text.length(), at + 30)).lines().findFirst().orElse("")
                + ")";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private static final class NotReadingException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotReadingException(String message) {
            super(message);
        }
    }

    /** Goes through all of a statement. */
    private static final class Walk extends TablesNamesFinder<@Nullable Void> {
        private final Map<String, Integer> columnLists = new HashMap<>();
        private final Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());

        @Override
        public <S> @Nullable Void visit(PlainSelect select, S context) {
            check(select);
            boolean isInto = select.getIntoTables() != null && !select.getIntoTables().isEmpty()
                    || select.getIntoTempTable() != null || select.getMySqlSelectIntoClause() != null;
            if (isInto) {
                throw new NotReadingException("INTO is not taken");
            }
            return super.visit(select, context);
        }

        @Override
        public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
            check(select);
            return super.visit(select, context);
        }

        @Override
        public <S> @Nullable Void visit(WithItem<?> item, S context) {
            ParenthesedStatement body = item.getParenthesedStatement();
            if (!(body instanceof ParenthesedSelect) || item.getWithFunctionDeclaration() != null) {
                throw new NotReadingException("a CTE must be a SELECT");
            }
            List<?> columns = item.getWithItemList();
            if (columns != null && !columns.isEmpty() && counted.add(item)) { // the walk passes some twice
                columnLists.merge(plainName(item.getAliasName()), 1, Integer::sum);
            }
            return super.visit(item, context);
        }

        private static void check(Select select) {
            if (select.getForMode() != null || select.getForUpdate() != null
                    || select.getMySqlProcedureAnalyse() != null) {
                throw new NotReadingException("FOR UPDATE and its like are not taken");
            }
        }

        @Override
        public <S> @Nullable Void visit(Insert insert, S context) {
            throw new NotReadingException("only SELECT is taken");
        }

        @Override
        public <S> @Nullable Void visit(Update update, S context) {
            throw new NotReadingException("only SELECT is taken");
        }

        @Override
        public <S> @Nullable Void visit(Delete delete, S context) {
            throw new NotReadingException("only SELECT is taken");
        }

        @Override
        public <S> @Nullable Void visit(Merge merge, S context) {
            throw new NotReadingException("only SELECT is taken");
        }
    }
}
