package dev.patchbay.broker.datasource;

import com.zaxxer.hikari.HikariDataSource;
import dev.patchbay.broker.Scope;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection from the pool in the hands of a plugin, and all that hangs on it. After the end nothing of it works any
 * more. It goes back to the pool as it came; where that is not sure, it is thrown away.
 *
 * <p>Threads: {@link #close} and {@link #kill} by any; the rest as the driver allows.
 */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final DatasourceSettings settings;
    private final MaskedFailures failures;
    private final Scope scope;
    private final HikariDataSource pool;
    private final Connection bare;
    private final boolean readOnly;
    private final Consumer<Session> whenClosed;
    private final Properties clientInfo;
    private final Guarded connection;
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean commitsEach = true;

    Session(DatasourceSettings settings, MaskedFailures failures, Scope scope, HikariDataSource pool, Connection bare,
            boolean readOnly, Consumer<Session> whenClosed) {
        this.settings = settings;
        this.failures = failures;
        this.scope = scope;
        this.pool = pool;
        this.bare = bare;
        this.readOnly = readOnly;
        this.whenClosed = whenClosed;
        this.clientInfo = clientInfo(bare);
        this.connection = GuardedClasses.of(bare).another(this, bare, null);
    }

    Connection connection() {
        return (Connection) connection;
    }

    String name() {
        return settings.name();
    }

    boolean isReadOnly() {
        return readOnly;
    }

    boolean isClosed() {
        return closed.get();
    }

    /** Whether the plugin believes that each statement is a transaction. */
    boolean commitsEach() {
        return commitsEach;
    }

    void commitsEach(boolean value) {
        commitsEach = value;
    }

    void check() throws SQLException {
        if (closed.get()) {
            throw new SQLNonTransientConnectionException("The connection to " + name() + " is closed", "08003");
        }
    }

    /** Called by a guarded object before it calls the driver's. */
    void enter() throws SQLException {
        inside.incrementAndGet();
        if (closed.get()) {
            inside.decrementAndGet();
            check();
        }
    }

    /** Called after the driver's object has returned. */
    void exit() {
        inside.decrementAndGet();
    }

    /** Called in place of {@link #exit} when the driver's object threw something. */
    Throwable failed(Throwable failure) {
        inside.decrementAndGet();
        if (!(failure instanceof SQLException sql)) {
            return failure;
        }
        if (readOnly && commitsEach && !closed.get()) {
            try {
                bare.rollback(); // or the next statement would find a transaction that has failed
            } catch (SQLException e) {
                LOG.debug("{}: no rollback", name(), e);
            }
        }
        return failures.masked(sql);
    }

    /** What a driver does without a result. */
    interface Action {
        void run() throws SQLException;
    }

    void attempt(Action action) throws SQLException {
        enter();
        try {
            action.run();
        } catch (SQLException e) {
            inside.incrementAndGet(); // which failed() takes back
            failed(e);
            throw failures.masked(e);
        } finally {
            exit();
        }
    }

    /** Called with every SQL before it goes to the driver. */
    void sql(@Nullable String sql) throws SQLException {
        if (readOnly && sql != null) {
            ReadOnlySql.check(sql, Engine.of(settings));
        }
    }

    /** How long a statement may run that begins now. */
    int statementSeconds() {
        Duration limit = scope.remaining(settings.pool().statement());
        return (int) Math.max(1, limit.plusMillis(999).toSeconds());
    }

    /** What a plugin gets in place of an object of the driver. */
    @Nullable
    Object wrap(@Nullable Object value, @Nullable Guarded from, Class<?> usedAs) throws SQLException {
        return switch (value) {
            case null -> null;
            case Guarded guarded -> guarded;
            case Connection any -> connection;
            case SQLWarning warning -> failures.masked(warning);
            case Object[] values -> values(values);
            default -> {
                Guarded prototype = GuardedClasses.find(value, usedAs);
                if (prototype == null) {
                    yield isPlain(value) ? value : value.toString();
                }
                if (value instanceof Statement statement) {
                    statement.setQueryTimeout(statementSeconds());
                }
                yield prototype.another(this, value, from);
            }
        };
    }

    private Object[] values(Object[] values) throws SQLException {
        Class<?> element = values.getClass();
        while (element.isArray()) {
            element = element.getComponentType();
        }
        if (isOfTheJdk(element) && !element.equals(Object.class) && !element.isInterface()) {
            return values;
        }
        @Nullable Object[] guarded = new @Nullable Object[values.length];
        for (int i = 0; i < values.length; i++) {
            guarded[i] = wrap(values[i], null, Object.class);
        }
        return guarded;
    }

    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
    }

    /** A class of the JDK, or a stream; what else a driver has for values is shown as text. */
    private static boolean isPlain(Object value) {
        return isOfTheJdk(value.getClass()) || value instanceof InputStream || value instanceof Reader
                || value instanceof OutputStream || value instanceof Writer;
    }

    /** What the driver gets in place of an object that the plugin got here. */
    @Nullable
    Object bare(@Nullable Object value) {
        return value instanceof Guarded guarded && guarded.session == this ? guarded.bare : value;
    }

    private static Properties clientInfo(Connection connection) {
        Properties copy = new Properties();
        try {
            Properties info = connection.getClientInfo();
            if (info != null) {
                copy.putAll(info);
            }
        } catch (SQLException e) {
            LOG.debug("A driver knows no client info", e);
        }
        return copy;
    }

    /** Gives the connection back. */
    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        whenClosed.accept(this);
        try {
            if (inside.get() != 0) {
                throw new SQLException("it is used while it is closed");
            }
            reset();
            bare.close();
        } catch (SQLException | RuntimeException e) {
            LOG.debug("{}: a connection is thrown away", name(), e);
            pool.evictConnection(bare);
        }
    }

    private void reset() throws SQLException {
        if (!bare.getAutoCommit()) {
            bare.rollback();
        }
        String sql = settings.resetSql();
        if (!sql.isEmpty()) {
            bare.setAutoCommit(true);
            try (Statement statement = bare.createStatement()) {
                statement.execute(sql);
            }
        }
        if (!clientInfo.equals(clientInfo(bare))) {
            bare.setClientInfo(clientInfo);
        }
    }

    /** Throws the connection away, whatever it does. */
    void kill() {
        if (closed.compareAndSet(false, true)) {
            whenClosed.accept(this);
            pool.evictConnection(bare);
        }
    }
}
