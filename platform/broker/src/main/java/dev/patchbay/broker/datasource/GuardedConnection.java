package dev.patchbay.broker.datasource;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A connection of a pool as a plugin sees it. For reading only, it is always in a transaction that is rolled back. */
abstract class GuardedConnection extends Guarded implements Connection {
    GuardedConnection(Session session, Object bare, @Nullable Guarded parent) {
        super(session, bare, parent);
    }

    private Connection connection() throws SQLException {
        session.check();
        return (Connection) bare;
    }

    @Override
    public void close() {
        session.close();
    }

    @Override
    public boolean isClosed() {
        return session.isClosed();
    }

    @Override
    public void abort(Executor executor) {
        session.kill();
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        Connection connection = connection();
        return session.isReadOnly() ? session.commitsEach() : connection.getAutoCommit();
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        Connection connection = connection();
        if (session.isReadOnly()) {
            session.commitsEach(autoCommit);
            connection.rollback();
        } else {
            connection.setAutoCommit(autoCommit);
        }
    }

    @Override
    public void commit() throws SQLException {
        Connection connection = connection();
        if (session.isReadOnly()) {
            connection.rollback();
        } else {
            session.attempt(connection::commit);
        }
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        Connection connection = connection();
        if (session.isReadOnly()) {
            if (!readOnly) {
                throw new SQLFeatureNotSupportedException("The datasource " + session.name()
                        + " is granted for reading only (ro)");
            }
        } else {
            connection.setReadOnly(readOnly);
        }
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        Connection connection = connection();
        return session.isReadOnly() || connection.isReadOnly();
    }

    @Override
    public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
        connection();
        if (!map.isEmpty()) {
            throw new SQLFeatureNotSupportedException("A connection of a pool keeps no classes of a plugin");
        }
    }

    @Override
    public void setNetworkTimeout(@Nullable Executor executor, int milliseconds) throws SQLException {
        connection().setNetworkTimeout(Runnable::run, milliseconds);
    }
}
