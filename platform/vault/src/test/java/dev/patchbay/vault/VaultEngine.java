package dev.patchbay.vault;

import dev.patchbay.store.Database;
import dev.patchbay.store.DatabaseSettings;
import dev.patchbay.store.PoolSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** The two databases, each opened once for all tests. */
enum VaultEngine {
    /** In memory. */
    H2 {
        @Override
        Database opened() {
            return OnH2.DATABASE;
        }
    },
    /** A real server, which ends with this process. */
    POSTGRESQL {
        @Override
        Database opened() {
            return OnPostgres.DATABASE;
        }
    };

    private static final PoolSettings SMALL = new PoolSettings(4, 0, Duration.ofSeconds(10), Duration.ofMinutes(1));

    private static final class OnH2 {
        static final Database DATABASE = Database.open(DatabaseSettings.inMemory().withPool(SMALL));
    }

    private static final class OnPostgres {
        static final Database DATABASE = open();

        private static Database open() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.builder().setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on").start();
                return Database.open(DatabaseSettings.server("jdbc:postgresql://localhost:" + server.getPort()
                        + "/postgres", "postgres", "postgres").withPool(SMALL));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    abstract Database opened();

    /** The database without anything in the vault. */
    Database emptied() {
        Database database = opened();
        Vault.reset(database);
        return database;
    }
}
