package dev.patchbay.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The two databases, each started once for all tests. */
public enum TestEngine {
    /** In memory. */
    H2 {
        @Override
        public DatabaseSettings newDatabase() {
            return DatabaseSettings.inMemory().withPool(SMALL);
        }
    },
    /** A real server, which ends with this process. */
    POSTGRESQL {
        @Override
        public DatabaseSettings newDatabase() {
            String name = "store" + System.nanoTime();
            try (Connection connection = Server.STARTED.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return DatabaseSettings.server("jdbc:postgresql://localhost:" + Server.STARTED.getPort() + "/" + name,
                    "postgres", "postgres").withPool(SMALL);
        }
    };

    static final PoolSettings SMALL = new PoolSettings(8, 0, Duration.ofSeconds(10), Duration.ofMinutes(1));

    private static final class Shared {
        static final Map<TestEngine, Database> DATABASES = new ConcurrentHashMap<>();
    }

    private static final class Server {
        static final EmbeddedPostgres STARTED = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on").setServerConfig("deadlock_timeout", "100ms")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns the settings of a new empty database. */
    public abstract DatabaseSettings newDatabase();

    /** Returns the database that all tests share, without any rows. */
    public Database emptied() {
        Database database = Shared.DATABASES.computeIfAbsent(this, engine -> Database.open(engine.newDatabase()));
        clear(database);
        return database;
    }

    static void clear(Database database) {
        database.write("", "", handle -> {
            Tables.clear(handle);
            return true;
        });
    }
}
