package dev.patchbay.broker.datasource;

import dev.patchbay.api.config.Secret;
import dev.patchbay.broker.SecretSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Where a pool gets its connections. The password is looked up for each, so that a new one holds from then on. */
final class Unpooled implements DataSource {
    private final DatasourceSettings settings;
    private final Driver driver;
    private final SecretSource secrets;
    private final boolean readOnly;

    Unpooled(DatasourceSettings settings, Driver driver, SecretSource secrets, boolean readOnly) {
        this.settings = settings;
        this.driver = driver;
        this.secrets = secrets;
        this.readOnly = readOnly;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Properties properties = new Properties();
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
        }
        if (settings.passwordSecret().isPresent()) {
            String name = settings.passwordSecret().get();
            Secret password = secrets.find(name).orElseThrow(() -> new SQLException(
                    "the secret '" + name + "', which is the password, has no value"));
            properties.setProperty("password", password.reveal());
        }
        if (readOnly) {
            properties.putAll(Engine.of(settings).readOnlyProperties(settings));
        }
        Connection connection = driver.connect(settings.url(), properties);
        if (connection == null) {
            throw new SQLException("the driver " + settings.driver() + " does not understand the url");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user is configured");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // the host has its own log
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the pool has its own limits
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The host has its own log");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("There is nothing inside");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
