package dev.patchbay.broker.datasource;

import dev.patchbay.broker.DatasourceGrant;
import dev.patchbay.broker.Scope;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A database as one instance sees it. What is granted is looked at for every connection. */
final class GrantedDatasource implements DataSource {
    private final Datasource datasource;
    private final Scope scope;
    private final Set<Session> open;
    private final boolean write;

    /**
     * Creates it.
     *
     * @param write whether connections write where that is granted
     */
    GrantedDatasource(Datasource datasource, Scope scope, Set<Session> open, boolean write) {
        this.datasource = datasource;
        this.scope = scope;
        this.open = open;
        this.write = write;
    }

    @Override
    public Connection getConnection() throws SQLException {
        DatasourceGrant grant = scope.grants().datasource(datasource.name())
                .orElseThrow(() -> scope.missing(new DatasourceGrant(datasource.name(), false)));
        Session session = datasource.open(scope, write && grant.write(), open::remove);
        open.add(session);
        if (scope.grants().datasource(datasource.name()).isEmpty()) {
            session.close(); // the instance ended meanwhile
        }
        return session.connection();
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The user of a datasource is configured by an administrator");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("The host has its own log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("The limits of a datasource are configured by an administrator");
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
        throw new SQLFeatureNotSupportedException("What is behind a datasource is not handed out");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public String toString() {
        return "datasource " + datasource.name();
    }
}
