package dev.patchbay.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which database is used and how it is reached. The text form names the database and never the password.
 *
 * <p>Threads: immutable.
 */
public final class DatabaseSettings {
    private static final String FOLDER = "database";
    private static final String FILE = "patchbay";
    private static final String EMBEDDED_USER = "patchbay";

    /** Which product keeps the data. */
    public enum Engine {
        /** H2 inside this process. */
        H2,
        /** A PostgreSQL server, 14 or later. */
        POSTGRESQL
    }

    private final Engine engine;
    private final String url;
    private final String user;
    private final String password;
    private final Map<String, String> properties;
    private final Optional<Path> folder;
    private final PoolSettings pool;

    private DatabaseSettings(Engine engine, String url, String user, String password, Map<String, String> properties,
            Optional<Path> folder, PoolSettings pool) {
        this.engine = engine;
        this.url = url;
        this.user = user;
        this.password = password;
        this.properties = Map.copyOf(properties);
        this.folder = folder;
        this.pool = pool;
    }

    /**
     * Returns the settings of the database in a data folder, as file {@code database/patchbay.mv.db}.
     *
     * @param dataFolder the folder; need not exist
     * @return the settings
     * @throws BadSettingsException if the folder's path cannot be named in an H2 URL
     */
    public static DatabaseSettings inFolder(Path dataFolder) {
        Path folder = dataFolder.toAbsolutePath().normalize().resolve(FOLDER);
        String path = folder.resolve(FILE).toString().replace('\\', '/');
        if (path.indexOf(';') >= 0) {
            throw new BadSettingsException("the data folder '" + dataFolder
                    + "' has a ';' in its path, which would end the database's name there: use another folder");
        }
        return embedded(EmbeddedOptions.FILES + path + ";" + EmbeddedOptions.FILE, Optional.of(folder));
    }

    /** Returns the settings of a new empty database in memory, for tests and trials; it ends when it is closed. */
    public static DatabaseSettings inMemory() {
        return embedded("jdbc:h2:mem:" + UUID.randomUUID() + ";" + EmbeddedOptions.MEMORY, Optional.empty());
    }

    private static DatabaseSettings embedded(String url, Optional<Path> folder) {
        return new DatabaseSettings(Engine.H2, url, EMBEDDED_USER, "", Map.of(), folder, PoolSettings.DEFAULT);
    }

    /**
     * Returns the settings of a database on a PostgreSQL server.
     *
     * @param url a URL as {@code jdbc:postgresql://host:5432/patchbay?sslmode=verify-full}, without user and password
     * @param user who connects
     * @param password the user's password; may be empty where the server asks for none
     * @return the settings
     * @throws BadSettingsException if the URL is of another form or has an option that is not allowed
     */
    public static DatabaseSettings server(String url, String user, String password) {
        PostgresUrl checked = PostgresUrl.parse(url);
        if (user.isBlank()) {
            throw new BadSettingsException("database_url is set, but no database user: set database_user");
        }
        return new DatabaseSettings(Engine.POSTGRESQL, checked.address(), user, password, checked.options(),
                Optional.empty(), PoolSettings.DEFAULT);
    }

    /** Returns the same settings with another pool. */
    public DatabaseSettings withPool(PoolSettings other) {
        return new DatabaseSettings(engine, url, user, password, properties, folder, other);
    }

    /** Returns which product keeps the data. */
    public Engine engine() {
        return engine;
    }

    /** Returns the pool's settings. */
    public PoolSettings pool() {
        return pool;
    }

    /** Returns the folder that holds the database's files, if it is embedded. */
    public Optional<Path> folder() {
        return folder;
    }

    String url() {
        return url;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }

    Map<String, String> properties() {
        return properties;
    }

    @Override
    public String toString() {
        return engine == Engine.H2 ? folder.map(place -> "H2 in " + place).orElse("H2 in memory")
                : "PostgreSQL at " + url;
    }
}
