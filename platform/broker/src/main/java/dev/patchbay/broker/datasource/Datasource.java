package dev.patchbay.broker.datasource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.patchbay.broker.HostThreads;
import dev.patchbay.broker.Scope;
import dev.patchbay.broker.SecretSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configured database and its two pools, made when they are first used. Safe for all threads. */
final class Datasource implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Datasource.class);

    private final DatasourceSettings settings;
    private final Drivers drivers;
    private final SecretSource secrets;
    private final MaskedFailures failures;
    private final ThreadFactory threads = new HostThreads("patchbay-datasource");
    private @Nullable HikariDataSource reading;
    private @Nullable HikariDataSource writing;
    private boolean closed;

    Datasource(DatasourceSettings settings, Drivers drivers, SecretSource secrets) {
        this.settings = settings;
        this.drivers = drivers;
        this.secrets = secrets;
        this.failures = new MaskedFailures(settings);
    }

    String name() {
        return settings.name();
    }

    boolean isWritable() {
        return settings.write();
    }

    Session open(Scope scope, boolean write, Consumer<Session> whenClosed) throws SQLException {
        boolean readOnly = !(write && settings.write());
        HikariDataSource pool = pool(readOnly);
        Connection bare;
        try {
            bare = pool.getConnection();
        } catch (SQLException e) {
            LOG.warn("The datasource {} gives no connection to {}", name(), scope.instance(), e);
            throw new SQLTransientConnectionException("The datasource '" + name()
                    + "' gives no connection; the log of the host says why", "08001");
        }
        return new Session(settings, failures, scope, pool, bare, readOnly, whenClosed);
    }

    private synchronized HikariDataSource pool(boolean readOnly) throws SQLException {
        if (closed) {
            throw new SQLException("The host stops");
        }
        HikariDataSource known = readOnly ? reading : writing;
        if (known == null) {
            known = newPool(readOnly);
            if (readOnly) {
                reading = known;
            } else {
                writing = known;
            }
        }
        return known;
    }

    /** Its threads are the host's, whoever needs the first connection. */
    private HikariDataSource newPool(boolean readOnly) {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(Datasource.class.getClassLoader());
        try {
            HikariConfig config = new HikariConfig();
            config.setPoolName(name() + (readOnly ? " (ro)" : " (rw)"));
            config.setDataSource(new Unpooled(settings, drivers.driver(settings), secrets, readOnly));
            config.setMaximumPoolSize(settings.pool().max());
            config.setMinimumIdle(settings.pool().min());
            config.setConnectionTimeout(settings.pool().acquire().toMillis());
            config.setIdleTimeout(settings.pool().idle().toMillis());
            config.setMaxLifetime(settings.pool().lifetime().toMillis());
            config.setReadOnly(readOnly);
            config.setAutoCommit(!readOnly);
            if (readOnly) {
                config.setConnectionInitSql(Engine.of(settings).readOnlySql().orElse(null));
            }
            config.setInitializationFailTimeout(-1);
            config.setThreadFactory(threads);
            return new HikariDataSource(config);
        } finally {
            current.setContextClassLoader(before);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (reading != null) {
            reading.close();
        }
        if (writing != null) {
            writing.close();
        }
    }
}
