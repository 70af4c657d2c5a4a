package dev.patchbay.broker.datasource;

import java.sql.DatabaseMetaData;
import org.jspecify.annotations.Nullable;

/** What a database says of itself, but for where it is and who uses it. */
abstract class GuardedMetaData extends Guarded implements DatabaseMetaData {
    GuardedMetaData(Session session, Object bare, @Nullable Guarded parent) {
        super(session, bare, parent);
    }

    @Override
    public String getURL() {
        return "jdbc:patchbay:" + session.name();
    }

    @Override
    public String getUserName() {
        return "";
    }
}
