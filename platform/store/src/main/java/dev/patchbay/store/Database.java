package dev.patchbay.store;

import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.transaction.TransactionException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/**
 * The open database: a pool of connections to H2 or PostgreSQL whose tables are of this version. The repositories work on
 * it; what they acknowledged is still there after the process was killed.
 *
 * <p>Threads: safe for all, and every method blocks until the database answered: never called on an I/O thread. Order: close
 * it after everything that uses it. Errors: {@link UnavailableException} from every call when the database cannot be
 * reached.
 */
public final class Database implements AutoCloseable {
    private static final int MAX_ATTEMPTS = 5;

    private final ScopedValue<Bound> current = ScopedValue.newInstance();
    private final AtomicLong savepoints = new AtomicLong();
    private final DatabaseSettings settings;
    private final HikariDataSource pool;
    private final int schemaVersion;
    private final Jdbi jdbi;

    private Database(DatabaseSettings settings, HikariDataSource pool, int schemaVersion) {
        this.settings = settings;
        this.pool = pool;
        this.schemaVersion = schemaVersion;
        this.jdbi = Jdbi.create(pool);
        // The default shows the bound values, among them hashes of passwords
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    }

    /**
     * Opens the database, creating an embedded one if there is none, and brings its tables to this version.
     *
     * @param settings which database
     * @return the open database
     * @throws BadSettingsException if it cannot be reached, is in use by another process, was written by a newer version or
     *         would lose acknowledged changes; the message says what to do
     */
    public static Database open(DatabaseSettings settings) {
        settings.folder().ifPresent(PrivateFiles::prepareForDatabase);
        HikariDataSource pool = Pool.open(settings);
        try {
            Engines.check(settings, pool);
            int schemaVersion = Migrations.run(settings, pool);
            settings.folder().ifPresent(PrivateFiles::protectDatabase);
            return new Database(settings, pool, schemaVersion);
        } catch (RuntimeException | Error e) {
            pool.close();
            throw e;
        }
    }

    /** Returns what was opened; its text form holds no password. */
    public DatabaseSettings settings() {
        return settings;
    }

    /** Returns the version of the tables, as the last migration's number. */
    public int schemaVersion() {
        return schemaVersion;
    }

    /**
     * Runs several calls of repositories as one change: all of it is made or nothing. It may be run again when another
     * change came between, so it must have no other effects.
     *
     * @param work calls of repositories, on this thread
     * @return what the work returns
     */
    public <T> T together(Supplier<T> work) {
        return write("record", "", handle -> work.get());
    }

    /**
     * Runs several reads of repositories on one state of the database, whatever is changed meanwhile.
     *
     * @param work calls of repositories that read, on this thread
     * @return what the work returns
     */
    public <T> T snapshot(Supplier<T> work) {
        return snapshot(handle -> work.get());
    }

    <T> T snapshot(Function<Handle, T> work) {
        // Both are snapshots of the whole database: PostgreSQL's "serializable" would be checked for conflicts besides, and
        // H2's "repeatable read" has one snapshot for each table
        TransactionIsolationLevel level = settings.engine() == DatabaseSettings.Engine.H2
                ? TransactionIsolationLevel.SERIALIZABLE
                : TransactionIsolationLevel.REPEATABLE_READ;
        return translated("record", "", () -> jdbi.inTransaction(level, handle -> {
            if (settings.engine() == DatabaseSettings.Engine.POSTGRESQL) {
                handle.execute("SET TRANSACTION READ ONLY");
            }
            return ScopedValue.where(current, new Bound(handle, true)).call(() -> work.apply(handle));
        }));
    }

    /**
     * Reads; for repositories.
     *
     * @param work runs statements that read
     * @return what the work returns
     */
    public <T> T read(Function<Handle, T> work) {
        if (current.isBound()) {
            return translated("record", "", () -> work.apply(current.get().handle));
        }
        return translated("record", "", () -> jdbi.withHandle(work::apply));
    }

    /**
     * Changes something in one transaction; for repositories. The work is run again when the database asks for it.
     *
     * @param what the kind of record that is written, for messages
     * @param value what names it
     * @param work runs statements
     * @return what the work returns
     * @throws DuplicateException if a key exists already
     * @throws MissingException if something referred to does not exist
     */
    public <T> T write(String what, String value, Function<Handle, T> work) {
        if (current.isBound()) {
            return translated(what, value, () -> nested(current.get(), work));
        }
        for (int attempt = 1;; attempt++) {
            try {
                return translated(what, value, () -> jdbi.withHandle(handle -> {
                    T result = handle.inTransaction(transaction -> bound(transaction, work));
                    if (settings.folder().isPresent()) {
                        handle.execute(EmbeddedOptions.SYNC);
                    }
                    return result;
                }));
            } catch (UnavailableException e) {
                if (attempt == MAX_ATTEMPTS || !Engines.asksForRepetition(e)) {
                    throw e;
                }
            }
        }
    }

    private <T> T bound(Handle handle, Function<Handle, T> work) {
        Bound bound = new Bound(handle, false);
        T result = ScopedValue.where(current, bound).call(() -> work.apply(handle));
        bound.check();
        return result;
    }

    /**
     * Changes something that is added unless it is there, or replaced: as {@link #write}, but run again when another
     * change added the same key in between; for repositories.
     *
     * @param what the kind of record that is written, for messages
     * @param value what names it
     * @param work runs statements
     * @return what the work returns
     * @throws MissingException if something referred to does not exist
     */
    public <T> T put(String what, String value, Function<Handle, T> work) {
        for (int attempt = 1;; attempt++) {
            try {
                return write(what, value, work);
            } catch (DuplicateException e) {
                if (attempt == MAX_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** A savepoint, since on PostgreSQL a failed statement would end the transaction around it. */
    private <T> T nested(Bound bound, Function<Handle, T> work) {
        if (bound.reading) {
            throw new IllegalStateException("a snapshot only reads: write before or after it");
        }
        Handle handle = bound.handle;
        String name = "nested" + savepoints.incrementAndGet();
        handle.savepoint(name);
        try {
            T result = work.apply(handle);
            handle.releaseSavepoint(name);
            return result;
        } catch (RuntimeException e) {
            try {
                handle.rollbackToSavepoint(name);
            } catch (TransactionException gone) {
                e.addSuppressed(gone);
                bound.doom = e;
            }
            throw e;
        }
    }

    /** The transaction that a thread is in. */
    private static final class Bound {
        private final Handle handle;
        private final boolean reading;
        /** Why the database has given up all of it; whoever caught that must not go on with the rest. */
        private @Nullable RuntimeException doom;

        Bound(Handle handle, boolean reading) {
            this.handle = handle;
            this.reading = reading;
        }

        void check() {
            if (doom != null) {
                throw doom;
            }
        }
    }

    private <T> T translated(String what, String value, Supplier<T> work) {
        try {
            return work.get();
        } catch (JdbiException e) {
            throw Engines.translated(settings, what, value, e);
        }
    }

    /** Closes all connections; an embedded database is written and its files are released. */
    @Override
    public void close() {
        pool.close();
    }

    @Override
    public String toString() {
        return settings.toString();
    }
}
