package dev.patchbay.plugins.database.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.patchbay.plugins.database.access.Dialect;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write to read passes; that nothing else does is shown on the databases themselves. */
class ReadOnlyGateTest {
    private static final ReadOnlyGate GATE = new ReadOnlyGate(List.of("st_area", "shop.price"));

    @AfterAll
    static void close() {
        GATE.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "select * from t where a = ? and b in (?, ?);",
        "SELECT id, name FROM users u JOIN orders o ON o.user_id = u.id WHERE o.total > 10.5 ORDER BY 2 DESC LIMIT 5"
                + " OFFSET 10",
        "SELECT count(*) FILTER (WHERE active) AS n, avg(total)::numeric(10,2) FROM orders GROUP BY day HAVING"
                + " count(*) > 1",
        "WITH x AS (SELECT id FROM t), y AS (SELECT id FROM x) SELECT * FROM y -- the end",
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT sum(i) FROM n",
        "WITH a(x) AS (SELECT 1), b(x, y) AS (SELECT 2, 3) SELECT a.x, b.y FROM a, b",
        "SELECT row_number() OVER (PARTITION BY kind ORDER BY id) FROM t",
        "SELECT sum(a) OVER w FROM t WINDOW w AS (ORDER BY id)",
        "SELECT CASE WHEN a > 1 THEN 'x' ELSE 'it''s; DROP TABLE t' END FROM t",
        "SELECT EXTRACT(YEAR FROM created_at), CAST(a AS varchar(10)), date_trunc('day', b) FROM t",
        "SELECT * FROM (VALUES (1, 'a'), (2, 'b')) AS v(id, name)", "SELECT a FROM t UNION ALL SELECT b FROM s",
        "SELECT * FROM t WHERE EXISTS (SELECT 1 FROM s WHERE s.id = t.id) AND a NOT IN (SELECT b FROM r)",
        "SELECT data->>'name', data #>> '{a,b}' FROM t WHERE data @> '{\"x\": 1}'",
        "SELECT * FROM generate_series(1, 10) AS g(i)", "SELECT string_agg(name, ', ' ORDER BY name) FROM t",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM orders",
        "SELECT \"update\", \"Order\" FROM \"delete\"",
        "SELECT a /* why */ FROM t", "SELECT * FROM public.users", "SELECT st_area(g), shop.price(id) FROM t",
        "SELECT coalesce(a, 0), nullif(b, ''), greatest(1, 2) FROM t", "SELECT now() - interval '1 day'",
        "SELECT * FROM a LEFT JOIN b USING (id) CROSS JOIN c", "SELECT DISTINCT ON (a) a, b FROM t ORDER BY a, b DESC",
        "SELECT * FROM t FETCH FIRST 5 ROWS ONLY", "SELECT array_agg(x)[1] FROM t",
        "SELECT substring(a FROM 1 FOR 2) FROM t",
        "SELECT pg_catalog.lower('A')", "SELECT * FROM t WHERE a ILIKE '%x%' AND b BETWEEN 1 AND 2",
        "(SELECT 1) UNION (SELECT 2)"})
    void whatReadsPasses(String sql) throws RefusedSqlException {
        GATE.check(sql, Dialect.POSTGRESQL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT `a` FROM `t`", "SELECT date_format(a, '%Y') FROM t",
        "SELECT group_concat(a SEPARATOR ',') FROM t",
        "SELECT if(a > 1, 'x', 'y') FROM t", "SELECT * FROM t LIMIT 5, 10"})
    void whatReadsPassesOnMariaDb(String sql) throws RefusedSqlException {
        GATE.check(sql, Dialect.MARIADB);
    }

    @Test
    void tellsTheTablesAndTheQuestionMarks() throws RefusedSqlException {
        ReadOnlyGate.Passed passed = GATE.check("SELECT '?', a FROM Users u, shop.\"Orders\" o WHERE u.id = ? -- ?",
                Dialect.POSTGRESQL);
        assertEquals(1, passed.parameters());
        assertEquals(Set.of("users", "shop.orders"), passed.tables());
    }

    /** H2 and JSqlParser begin a comment with two slashes; the quote in it hides what follows in what looks like a literal. */
    @ParameterizedTest
    @EnumSource(Dialect.class)
    void twoSlashesAreRefusedSinceTheyAreACommentForSome(Dialect dialect) {
        assertThrows(RefusedSqlException.class, () -> GATE.check("SELECT 1 // '\n, evil_delete() // '", dialect));
    }

    /** With a mode of its own H2 takes brackets for the quotes of a name, as SQL Server and MariaDB's mode for it do. */
    @Test
    void bracketsThatMayQuoteANameAreRefused() throws RefusedSqlException {
        String hidden = "SELECT [a,'], evil_delete(), [b,'] FROM (SELECT 1 AS \"a,'\", 2 AS \"b,'\") t";
        for (Dialect dialect : List.of(Dialect.H2, Dialect.MARIADB, Dialect.SQLITE, Dialect.OTHER)) {
            assertThrows(RefusedSqlException.class, () -> GATE.check(hidden, dialect), dialect.name());
        }
        GATE.check("SELECT ARRAY[1, 2]", Dialect.H2);
    }

    /** SQLite has its pragmas as tables too; one of them tells where the file is. */
    @Test
    void pragmasAreNotReadAsTablesEither() {
        for (String sql : List.of("SELECT file FROM pragma_database_list",
                "SELECT file FROM \"PRAGMA_database_list\"")) {
            assertThrows(RefusedSqlException.class, () -> GATE.check(sql, Dialect.SQLITE), sql);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT other.price(id) FROM t", "SELECT other.lower('A')", "SELECT lower.evil(1)"})
    void aSchemaDoesNotMakeAFunctionKnown(String sql) {
        assertThrows(RefusedSqlException.class, () -> GATE.check(sql, Dialect.POSTGRESQL));
    }
}
