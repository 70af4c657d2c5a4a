package dev.patchbay.plugins.database.access;

import dev.patchbay.api.PluginContext;
import dev.patchbay.api.call.Call;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database by the name that an administrator gave it. Connected to when it is used. Threads: any.
 */
public final class Source {
    private final String name;
    private final PluginContext context;
    private final Watch watch;
    private volatile @Nullable Dialect dialect;

    /**
     * Creates it; nothing is connected.
     *
     * @param name the name of the datasource
     * @param context the host
     * @param watch what cancels its statements
     */
    public Source(String name, PluginContext context, Watch watch) {
        this.name = name;
        this.context = context;
        this.watch = watch;
    }

    /** Work with a connection. */
    public interface Work<T> {
        /**
         * Does it.
         *
         * @param connection the connection, closed by who calls this
         * @param dialect what it leads to
         * @return the result
         * @throws SQLException if the database refuses
         */
        T with(Connection connection, Dialect dialect) throws SQLException;
    }

    /**
     * Returns its name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns whether it may be written now.
     *
     * @return whether it is granted and configured for writing
     */
    public boolean mayWrite() {
        return context.mayWrite(name);
    }

    /**
     * Returns what kind of database it is; connects if that is not known yet.
     *
     * @return its kind
     * @throws SQLException if it is not reached
     */
    public Dialect dialect() throws SQLException {
        Dialect known = dialect;
        return known == null ? reading((connection, found) -> found) : known;
    }

    /**
     * Returns what kind of database it is, found out by a connection that writes: SQLite has no file to read before the
     * first write.
     *
     * @return its kind
     * @throws SQLException if it is not reached
     */
    public Dialect dialectToWrite() throws SQLException {
        Dialect known = dialect;
        return known == null ? with(context.datasource(name), (connection, found) -> found) : known;
    }

    /**
     * Works with a connection that only reads, whatever is granted.
     *
     * @param <T> of what the work gives
     * @param work the work
     * @return what it gives
     * @throws SQLException if the database refuses or is not reached
     */
    public <T> T reading(Work<T> work) throws SQLException {
        return with(context.readOnlyDatasource(name), work);
    }

    /**
     * Works with a connection that writes; without an exception it is committed.
     *
     * @param <T> of what the work gives
     * @param work the work
     * @return what it gives
     * @throws SQLException if the database refuses or is not reached
     */
    public <T> T writing(Work<T> work) throws SQLException {
        return with(context.datasource(name), (connection, found) -> {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.with(connection, found);
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
            }
        });
    }

    private <T> T with(DataSource datasource, Work<T> work) throws SQLException {
        try (Connection connection = datasource.getConnection()) {
            Dialect found = dialect;
            if (found == null) {
                found = Dialect.of(connection);
                dialect = found;
            }
            return work.with(connection, found);
        }
    }

    /**
     * Reads the rows of a statement that was found to only read.
     *
     * @param sql the statement
     * @param values what stands for its question marks
     * @param limit how many rows at most
     * @param limits the other bounds
     * @param call the call that they are read for
     * @return the rows
     * @throws SQLException if the database refuses or is not reached
     */
    public Rows read(String sql, List<? extends @Nullable Object> values, int limit, Limits limits, Call call)
            throws SQLException {
        return reading((connection, found) -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setMaxRows(limit + 1);
                statement.setFetchSize(Math.min(limit + 1, 200));
                Values.bind(statement, values, found);
                return watched(statement, call, limits, () -> {
                    try (ResultSet result = statement.executeQuery()) {
                        return Rows.read(result, limit, limits);
                    }
                });
            }
        });
    }

    /** Something that a database does. */
    public interface Step<T> {
        /**
         * Does it.
         *
         * @return the result
         * @throws SQLException if the database refuses
         */
        T run() throws SQLException;
    }

    /**
     * Runs a statement no longer than it may.
     *
     * @param <T> of what it gives
     * @param statement the statement
     * @param call the call that it runs for
     * @param limits the bounds
     * @param step what runs it
     * @return what that gives
     * @throws SQLException if the database refuses; a {@link SQLTimeoutException} if it was cancelled
     */
    public <T> T watched(java.sql.Statement statement, Call call, Limits limits, Step<T> step) throws SQLException {
        try (Watch.Watched watched = watch.watch(statement, call, limits.time())) {
            try {
                return step.run();
            } catch (SQLException e) {
                call.cancellation().throwIfCancelled();
                if (watched.tookTooLong()) {
                    throw new SQLTimeoutException(e.getMessage(), "57014", e);
                }
                throw e;
            }
        }
    }
}
