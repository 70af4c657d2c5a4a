package dev.patchbay.api.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The four classes of requirements 70 to 73, by what the drivers of the four engines throw. */
class DatabaseErrorsTest {
    static Stream<SQLException> uniqueConstraints() {
        return Stream.of(
                new SQLException("ERROR: duplicate key value violates unique constraint \"users_pkey\"", "23505"),
                new SQLException("Unique index or primary key violation", "23505", 23505),
                new SQLException("Duplicate entry 'ada' for key 'users.email'", "23000", 1062),
                new SQLException("[SQLITE_CONSTRAINT_UNIQUE] A UNIQUE constraint failed: users.email", null, 19),
                new SQLException("[SQLITE_CONSTRAINT_PRIMARYKEY] A PRIMARY KEY constraint failed", null, 19));
    }

    static Stream<SQLException> connections() {
        return Stream.of(new SQLException("Connection to db:5432 refused", "08001"),
                new SQLException("terminating connection due to administrator command", "57P01"),
                new SQLException("too many connections", "53300"),
                new SQLException("The database has been closed", "90098", 90098),
                new SQLTransientConnectionException("Connection is not available, request timed out after 30000ms"),
                new SQLException("[SQLITE_CANTOPEN] Unable to open the database file", null, 14));
    }

    @ParameterizedTest
    @MethodSource("uniqueConstraints")
    void aRecordThatIsThereAlready(SQLException thrown) {
        ToolException told = DatabaseErrors.of(thrown);
        assertThat(told.code()).contains("UNIQUE_CONSTRAINT_VIOLATION");
        assertThat(told).hasMessage("Record already exists with provided unique values").hasCause(thrown);
        assertThat(told.isRetryable()).isFalse();
        assertThat(told.suggestions()).containsExactly("Check for existing records", "Use update operation instead");
    }

    @Test
    void aRecordThatIsNotThere() {
        for (String state : List.of("02000", "P0002", "2000")) {
            ToolException told = DatabaseErrors.of(new SQLException("no data", state));
            assertThat(told.code()).contains("RECORD_NOT_FOUND");
            assertThat(told).hasMessage("Requested record does not exist");
            assertThat(told.isRetryable()).isFalse();
            assertThat(told.suggestions()).containsExactly("Verify record ID", "Check if record was deleted");
        }
    }

    @ParameterizedTest
    @MethodSource("connections")
    void aDatabaseThatCannotBeReached(SQLException thrown) {
        ToolException told = DatabaseErrors.of(thrown);
        assertThat(told.code()).contains("CONNECTION_ERROR");
        assertThat(told).hasMessage("Database connection failed");
        assertThat(told.isRetryable()).isTrue();
        assertThat(told.backoff()).contains("exponential");
    }

    @Test
    void anythingElseKeepsItsMessage() {
        ToolException told = DatabaseErrors.of(new SQLException("ERROR: relation \"orders\" does not exist", "42P01"));
        assertThat(told.code()).contains("UNKNOWN_ERROR");
        assertThat(told).hasMessage("ERROR: relation \"orders\" does not exist");
        assertThat(told.isRetryable()).isFalse();
        // the same SQLState as a duplicate has with MySQL, but a foreign key
        assertThat(DatabaseErrors.of(new SQLException("Cannot add a child row", "23000", 1452)).code())
                .contains("UNKNOWN_ERROR");
    }

    @Test
    void butNotWhatMayBeSecretInIt() {
        for (String text : List.of(
                "ERROR: null value in column \"x\"\n  Detail: Failing row contains (1, hunter2).",
                "Column \"X\" not found; SQL statement:\nSELECT x FROM t WHERE key = 'hunter2' [42122-240]",
                "cannot parse jdbc:postgresql://db/x?user=ada&password=hunter2",
                "cannot use jdbc:mysql://ada:hunter2@db/x", "bad option Password = hunter2; more")) {
            assertThat(DatabaseErrors.of(new SQLException(text, "42000"))).message().as(text)
                    .doesNotContain("hunter2").isNotBlank();
        }
    }

    @Test
    void itIsFoundBehindOtherExceptions() {
        SQLException cause = new SQLException("x", "23505");
        assertThat(DatabaseErrors.in(new IllegalStateException(new RuntimeException(cause)))).hasValueSatisfying(
                told -> assertThat(told.code()).contains("UNIQUE_CONSTRAINT_VIOLATION"));
        assertThat(DatabaseErrors.in(new IllegalStateException("no database"))).isEmpty();
        RuntimeException ring = new RuntimeException("a");
        ring.initCause(new RuntimeException("b", ring));
        assertThat(DatabaseErrors.in(ring)).isEmpty();
    }
}
