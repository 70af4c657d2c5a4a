package dev.patchbay.broker.datasource;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Rows. */
abstract class GuardedResultSet extends Guarded implements ResultSet {
    GuardedResultSet(Session session, Object bare, @Nullable Guarded parent) {
        super(session, bare, parent);
    }

    private ResultSet rows() throws SQLException {
        session.check();
        return (ResultSet) bare;
    }

    private ResultSet writable() throws SQLException {
        ResultSet rows = rows();
        if (session.isReadOnly()) {
            throw new SQLFeatureNotSupportedException("The datasource " + session.name()
                    + " is granted for reading only (ro)");
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        if (!session.isClosed()) {
            ((ResultSet) bare).close();
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return session.isClosed() || ((ResultSet) bare).isClosed();
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        ResultSet rows = rows();
        return parent instanceof Statement statement ? statement
                : (Statement) session.wrap(rows.getStatement(), null, Statement.class);
    }

    @Override
    public void insertRow() throws SQLException {
        session.attempt(writable()::insertRow);
    }

    @Override
    public void updateRow() throws SQLException {
        session.attempt(writable()::updateRow);
    }

    @Override
    public void deleteRow() throws SQLException {
        session.attempt(writable()::deleteRow);
    }
}
