package dev.patchbay.broker.datasource;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a kind of database has to make it refuse writes by itself on the connections of a reading pool, beside
 * {@link ReadOnlySql} and the transaction that is rolled back; and to bound how much of a result is in memory at a time.
 * {@code setReadOnly} alone does nothing on most.
 */
enum Engine {
    /**
     * Parameters of the start of a session, because those are what {@code DISCARD ALL} goes back to. A URL with options of
     * its own keeps them; the transaction is read-only then too.
     */
    POSTGRESQL,
    /** MariaDB and MySQL: the session, since a transaction alone lets statements through that change tables. */
    MYSQL,
    /** A file that is opened for reading only, and no other one beside it. */
    SQLITE,
    /** Nothing is known; H2 is one of these: what its user may not do is all that stops it. */
    OTHER;

    private static final String BUFFER = "16M";
    private static final String LONGEST_VALUE = String.valueOf(16 << 20);

    static Engine of(DatasourceSettings settings) {
        String url = settings.url().toLowerCase(Locale.ROOT);
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        if (url.startsWith("jdbc:mysql:") || url.startsWith("jdbc:mariadb:")) {
            return MYSQL;
        }
        return url.startsWith("jdbc:sqlite:") ? SQLITE : OTHER;
    }

    /** What the driver is given; the URL counts more where it says something else. */
    Map<String, String> readOnlyProperties(DatasourceSettings settings) {
        return switch (this) {
            case POSTGRESQL -> Map.of("options", "-c default_transaction_read_only=on -c statement_timeout="
                    + settings.pool().statement().toMillis(), "maxResultBuffer", BUFFER);
            case SQLITE -> Map.of("open_mode", "1", "limit_attached", "0", "limit_length", LONGEST_VALUE);
            case MYSQL, OTHER -> Map.of();
        };
    }

    /** What a new connection begins with. */
    Optional<String> readOnlySql() {
        return this == MYSQL ? Optional.of("SET SESSION TRANSACTION READ ONLY") : Optional.empty();
    }
}
