package dev.patchbay.plugins.database.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.patchbay.api.call.CallCancelledException;
import dev.patchbay.api.call.Cancellation;
import dev.patchbay.plugins.database.access.Dialect;
import dev.patchbay.plugins.database.schema.ObjectSearch.Detail;
import dev.patchbay.plugins.database.schema.ObjectSearch.Kind;
import dev.patchbay.plugins.database.schema.ObjectSearch.Wanted;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectSearchTest {
    /** Of a client that loses its patience when it was asked a number of times. */
    private static final class Impatient implements Cancellation {
        private final int patience;
        private int asked;

        Impatient(int patience) {
            this.patience = patience;
        }

        @Override
        public boolean isCancelled() {
            return ++asked > patience;
        }

        @Override
        public void throwIfCancelled() {
            if (isCancelled()) {
                throw new CallCancelledException("cancelled by the test");
            }
        }

        @Override
        public void onCancel(Runnable action) {}
    }

    /** Each table takes several requests to the database, of which there are ten thousand tables at most. */
    @ParameterizedTest
    @CsvSource({"COLUMN, NAMES", "INDEX, NAMES", "TABLE, SUMMARY", "TABLE, FULL"})
    void endsBetweenTwoTablesWhenItsCallIsCancelled(Kind kind, Detail detail) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:search");
                Statement statement = connection.createStatement()) {
            for (int i = 0; i < 5; i++) {
                statement.execute("CREATE TABLE t" + i + " (id INT PRIMARY KEY)");
            }
            Wanted wanted = new Wanted(kind, "*", Optional.of("PUBLIC"), Optional.empty(), detail);
            Impatient client = new Impatient(3);
            assertThrows(CallCancelledException.class, () -> ObjectSearch.search(connection, Dialect.H2, "main", wanted,
                    new ObjectSearch.Part(0, 100, 100_000), client));
            assertEquals(4, client.asked);
            Impatient patient = new Impatient(100);
            assertEquals(5, ObjectSearch.search(connection, Dialect.H2, "main", wanted,
                    new ObjectSearch.Part(0, 100, 100_000), patient).items().size());
        }
    }
}
