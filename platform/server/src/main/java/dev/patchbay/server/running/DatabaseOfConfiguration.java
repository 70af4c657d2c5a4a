package dev.patchbay.server.running;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ServeSettings;
import dev.patchbay.store.DatabaseSettings;
import java.nio.file.Path;

/** Which database an installation uses. */
public final class DatabaseOfConfiguration {
    private DatabaseOfConfiguration() {}

    /**
     * Returns the settings of the database.
     *
     * @param configuration the configuration
     * @param data the data folder, which holds the embedded database
     * @return the configured PostgreSQL, else the embedded one
     */
    public static DatabaseSettings settings(Configuration configuration, Path data) {
        String url = configuration.get(ServeSettings.DATABASE_URL);
        return url.isEmpty()
                ? DatabaseSettings.inFolder(data)
                : DatabaseSettings.server(url, configuration.get(ServeSettings.DATABASE_USER),
                        configuration.get(ServeSettings.DATABASE_PASSWORD));
    }
}
