package dev.patchbay.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool;

/** Opens the pool of connections. */
final class Pool {
    private Pool() {}

    /**
     * Opens a pool and its first connection.
     *
     * @throws BadSettingsException if there can be no connection
     */
    static HikariDataSource open(DatabaseSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("patchbay-store");
        config.setJdbcUrl(settings.url());
        config.setUsername(settings.user());
        config.setPassword(settings.password());
        settings.properties().forEach(config::addDataSourceProperty);
        config.setMaximumPoolSize(settings.pool().max());
        if (settings.engine() == DatabaseSettings.Engine.H2 && settings.folder().isEmpty()) {
            // It lives as long as there is a connection
            config.setMinimumIdle(Math.max(1, settings.pool().min()));
            config.setMaxLifetime(0);
        } else {
            config.setMinimumIdle(settings.pool().min());
        }
        config.setConnectionTimeout(settings.pool().acquire().toMillis());
        config.setIdleTimeout(settings.pool().idle().toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        // One attempt: the reason is told at once instead of after the time to wait for a connection
        config.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            throw Engines.unreachable(settings, e);
        }
    }
}
