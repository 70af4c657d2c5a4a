package dev.patchbay.broker.datasource;

import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * What a plugin gets in place of an object of the driver. {@link GuardedClasses} makes a class below it for each interface
 * of JDBC, whose methods call the driver's object between {@link Session#enter} and {@link Session#exit}; what differs
 * is written by hand in between.
 */
abstract class Guarded implements Wrapper {
    final Session session;
    final Object bare;
    final @Nullable Guarded parent;

    Guarded(Session session, Object bare, @Nullable Guarded parent) {
        this.session = session;
        this.bare = bare;
        this.parent = parent;
    }

    /** Makes another one of the same class. */
    abstract Guarded another(Session ofSession, Object ofBare, @Nullable Guarded ofParent);

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLFeatureNotSupportedException("What is behind " + this + " is not handed out");
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + " of datasource " + session.name();
    }
}
