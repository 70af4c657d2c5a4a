package dev.patchbay.plugins.database.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only what says that the database does not work may open a circuit breaker, for everybody. */
class FailuresTest {
    private static final Set<String> OPENING = Set.of("upstream_error", "timeout", "unavailable", "connection_error");

    private static String code(SQLException e) {
        return Failures.of("", e).code().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"42601, invalid_argument", "22012, invalid_argument", "0A000, refused", "P0001, refused",
        "3F000, refused", "54001, refused", "55P03, refused", "90022, refused", "HY000, refused", "57014, too_slow"})
    void whatAStatementBringsAboutSaysNothingAgainstTheDatabase(String state, String code) {
        SQLException e = new SQLException("no", state);
        assertEquals(code, code(e));
        assertFalse(OPENING.contains(code(e)) || Failures.of("", e).isRetryable());
    }

    @Test
    void aStatementThatTakesTooLongSaysNothingAgainstTheDatabaseEither() {
        assertEquals("too_slow", code(new SQLTimeoutException("too long")));
    }

    @ParameterizedTest
    @CsvSource({"53100", "53200", "58030", "XX000", "90030", "08006", "57P01"})
    void whatIsWrongWithTheDatabaseDoes(String state) {
        assertEquals("upstream_error", code(new SQLException("broken", state)));
    }

    @Test
    void aFileOfSqliteThatIsBrokenOrADiskThatIsFullDoToo() {
        assertEquals("upstream_error", code(new SQLException("[SQLITE_CORRUPT] The database disk image is malformed")));
        assertEquals("upstream_error", code(new SQLException("[SQLITE_FULL] database or disk is full")));
        assertEquals("refused", code(new SQLException("[SQLITE_MISMATCH] Data type mismatch")));
    }
}
