package dev.patchbay.store.enablement;

import dev.patchbay.store.Database;
import dev.patchbay.store.References;
import dev.patchbay.store.enablement.Limit.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The limits that differ from the defaults.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class Limits {
    private final Database database;

    /** Creates the repository on a database. */
    public Limits(Database database) {
        this.database = database;
    }

    /** Returns all limits. */
    public List<Limit> all() {
        return database.read(handle -> handle.createQuery("SELECT scope, client_name, entry_name, calls_per_minute"
                + " FROM call_limit ORDER BY scope, client_name, entry_name").map((row, context) -> limit(row)).list());
    }

    /**
     * Sets a limit, instead of one of the same scope, client and name.
     *
     * @throws dev.patchbay.store.MissingException if the client does not exist
     */
    public void put(Limit limit) {
        database.put("limit of scope", limit.scope().name(), handle -> {
            if (limit.client() != null) {
                References.requireClient(handle, limit.client());
            }
            remove(handle, limit.scope(), limit.client(), limit.name());
            return handle.createUpdate("INSERT INTO call_limit (scope, client_name, entry_name, client_id,"
                    + " calls_per_minute) VALUES (:scope, :client, :name, :clientId, :calls)")
                    .bind("scope", limit.scope().name()).bind("client", orEmpty(limit.client()))
                    .bind("name", orEmpty(limit.name())).bind("clientId", limit.client())
                    .bind("calls", limit.callsPerMinute()).execute();
        });
    }

    /** Removes a limit; tells whether there was one. */
    public boolean remove(Scope scope, @Nullable String client, @Nullable String name) {
        return database.write("limit of scope", scope.name(), handle -> remove(handle, scope, client, name)) > 0;
    }

    private static int remove(Handle handle, Scope scope, @Nullable String client, @Nullable String name) {
        return handle.createUpdate("DELETE FROM call_limit WHERE scope = :scope AND client_name = :client"
                + " AND entry_name = :name").bind("scope", scope.name()).bind("client", orEmpty(client))
                .bind("name", orEmpty(name)).execute();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static Limit limit(ResultSet row) throws SQLException {
        return new Limit(Scope.valueOf(row.getString("scope")), orNull(row.getString("client_name")),
                orNull(row.getString("entry_name")), row.getInt("calls_per_minute"));
    }
}
