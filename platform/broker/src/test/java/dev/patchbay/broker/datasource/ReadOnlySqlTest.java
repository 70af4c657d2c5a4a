package dev.patchbay.broker.datasource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlySqlTest {
    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "select * from t where a = ?", " \n(select 1) union (select 2);  ",
        "WITH x AS (SELECT 1) SELECT * FROM x", "VALUES (1)", "TABLE t", "SHOW server_version", "EXPLAIN SELECT 1",
        "select 'it''s; DROP TABLE t' from t", "select \"update\" from \"delete\"", "select `call` from t",
        "select created, updated_at, inserted from t", "select replace(a, 'x', 'y') from t", "select a->>'b' from t",
        "select j #> '{a}' from t", "select 5 - -3", "select u&'x' from t"})
    void whatOnlyReadsPasses(String sql) {
        assertThatCode(() -> ReadOnlySql.check(sql, Engine.OTHER)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", "INSERT INTO t VALUES (1)", "update t set a = 1", "delete from t",
        "drop table t", "SELECT 1; DROP TABLE t", "SELECT 1; COMMIT; DROP TABLE t", "COMMIT", "ROLLBACK", "BEGIN",
        "BEGIN READ WRITE", "START TRANSACTION READ WRITE", "END", "ABORT", "SET TRANSACTION READ WRITE",
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE", "SET default_transaction_read_only = off",
        "RESET ALL", "DISCARD ALL", "SAVEPOINT x", "PREPARE p AS DELETE FROM t", "EXECUTE p", "DO $$ BEGIN END $$",
        "CALL p()", "{call p()}", "{? = call p()}", "COPY t FROM PROGRAM 'sh'", "COPY (SELECT 1) TO '/tmp/x'",
        "SELECT * INTO n FROM t", "SELECT 1 INTO OUTFILE '/tmp/x'",
        "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d",
        "SELECT * FROM FINAL TABLE (INSERT INTO t VALUES (1))", "SELECT * FROM t FOR UPDATE",
        "EXPLAIN ANALYZE DELETE FROM t",
        "LOCK TABLE t", "VACUUM", "ANALYZE t", "CREATE TABLE x (a int)", "ALTER TABLE t ADD b int", "TRUNCATE t",
        "GRANT ALL ON t TO PUBLIC", "MERGE INTO t USING s ON 1=1 WHEN MATCHED THEN DELETE", "LISTEN x", "NOTIFY x",
        "SELECT 1 -- '\n; DROP TABLE t; -- '", "SELECT 1 --1; DROP TABLE t", "SELECT 1 /* ' */ ; DROP TABLE t -- '",
        "SELECT 1 /*! ; DROP TABLE t */", "SELECT 1 // '\n, f() // '",
        "SELECT /* /* */ 1; DROP TABLE t */", "SELECT 'a\\'; DROP TABLE t; --'",
        "SELECT E'a\\'; DROP TABLE t; --'", "SELECT $$a$$; DROP TABLE t", "SELECT $a$'$a$; DROP TABLE t; --'",
        "SELECT 'a", "SELECT \"a", "SELECT \"a\\\"; DROP TABLE t; --\"", "SELECT 1\0; DROP TABLE t", "\\! sh",
        "ATTACH DATABASE 'x' AS y", "PRAGMA writable_schema = 1", "RUNSCRIPT FROM 'x'", "SCRIPT TO 'x'",
        "SHUTDOWN", "BACKUP TO 'x'", "\uff33ELECT 1", "*/ SELECT 1"})
    void whatMayDoMoreIsRefused(String sql) {
        assertThatThrownBy(() -> ReadOnlySql.check(sql, Engine.OTHER)).isInstanceOf(SQLException.class)
                .hasMessageStartingWith("This datasource is granted for reading only (ro): ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1 # '\n; DROP TABLE t; # '", "SELECT j #> '{a}' FROM t"})
    void aHashIsACommentWhereItIsOne(String sql) {
        assertThatThrownBy(() -> ReadOnlySql.check(sql, Engine.MYSQL)).isInstanceOf(SQLException.class);
    }

    /** Each hides a second quote in what another database takes for a name. */
    @Test
    void aNameIsQuotedAsTheDatabaseDoesIt() {
        assertThatThrownBy(() -> ReadOnlySql.check("SELECT `'`, f(), `'`", Engine.POSTGRESQL))
                .isInstanceOf(SQLException.class);
        assertThatThrownBy(() -> ReadOnlySql.check("SELECT [a'], f(), [b']", Engine.SQLITE))
                .isInstanceOf(SQLException.class);
        assertThatCode(() -> ReadOnlySql.check("SELECT a[1] FROM t", Engine.POSTGRESQL)).doesNotThrowAnyException();
    }
}
