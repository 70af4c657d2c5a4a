package dev.patchbay.broker.datasource;

import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A statement, plain, prepared or callable. It runs no longer than its call may. */
abstract class GuardedStatement extends Guarded implements Statement {
    GuardedStatement(Session session, Object bare, @Nullable Guarded parent) {
        super(session, bare, parent);
    }

    @Override
    public void close() throws SQLException {
        if (!session.isClosed()) {
            ((Statement) bare).close();
        }
    }

    @Override
    public boolean isClosed() throws SQLException {
        return session.isClosed() || ((Statement) bare).isClosed();
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        session.check();
        int most = session.statementSeconds();
        ((Statement) bare).setQueryTimeout(seconds == 0 ? most : Math.min(seconds, most));
    }
}
