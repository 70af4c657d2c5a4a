package dev.patchbay.store.identity;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.References;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/**
 * The clients.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class Clients {
    private static final String SELECT = "SELECT c.id, c.display_name, c.permissions, c.disabled, c.search_mode,"
            + " c.calls_per_minute, c.calls_per_day, c.max_result_chars, c.max_result_tokens, c.created_at, r.role_name"
            + " FROM client c LEFT JOIN client_role r ON r.client_id = c.id";

    private final Database database;

    /** Creates the repository on a database. */
    public Clients(Database database) {
        this.database = database;
    }

    /** Returns all clients by id. */
    public List<Client> all() {
        return database.read(handle -> clients(handle.createQuery(SELECT)));
    }

    /** Finds a client. */
    public Optional<Client> find(String id) {
        return database.read(handle -> clients(handle.createQuery(SELECT + " WHERE c.id = :id").bind("id", id)))
                .stream().findFirst();
    }

    /**
     * Adds a client.
     *
     * @throws dev.patchbay.store.DuplicateException if there is one with this id
     * @throws MissingException if one of its roles does not exist
     */
    public void create(Client client) {
        database.write("client", client.id(), handle -> {
            int count = bound(client, handle.createUpdate("INSERT INTO client (id, display_name, permissions, disabled,"
                    + " search_mode, calls_per_minute, calls_per_day, max_result_chars, max_result_tokens, created_at)"
                    + " VALUES (:id, :displayName, :permissions, :disabled, :searchMode, :callsPerMinute, :callsPerDay,"
                    + " :maxResultChars, :maxResultTokens, :createdAt)")).execute();
            addRoles(handle, client);
            return count;
        });
    }

    /**
     * Replaces a client; when it was created stays.
     *
     * @throws MissingException if there is none with this id, or one of its roles does not exist
     */
    public void update(Client client) {
        database.write("client", client.id(), handle -> {
            int count = bound(client, handle.createUpdate("UPDATE client SET display_name = :displayName,"
                    + " permissions = :permissions, disabled = :disabled, search_mode = :searchMode,"
                    + " calls_per_minute = :callsPerMinute, calls_per_day = :callsPerDay,"
                    + " max_result_chars = :maxResultChars, max_result_tokens = :maxResultTokens WHERE id = :id"))
                    .execute();
            if (count == 0) {
                throw new MissingException("client", client.id());
            }
            handle.createUpdate("DELETE FROM client_role WHERE client_id = :id").bind("id", client.id()).execute();
            addRoles(handle, client);
            return count;
        });
    }

    /**
     * Deletes a client and with it its keys, links, enablement, grants and limits, so that a later client of the same id
     * inherits nothing.
     *
     * @throws MissingException if there is none with this id
     */
    public void delete(String id) {
        database.write("client", id, handle -> {
            int count = handle.createUpdate("DELETE FROM client WHERE id = :id").bind("id", id).execute();
            if (count == 0) {
                throw new MissingException("client", id);
            }
            return handle.createUpdate("DELETE FROM quota_use WHERE client_id = :id").bind("id", id).execute();
        });
    }

    private static Update bound(Client client, Update update) {
        return update.bind("id", client.id()).bind("displayName", client.displayName())
                .bind("permissions", Columns.texts(client.permissions())).bind("disabled", client.disabled())
                .bind("searchMode", client.searchMode()).bind("callsPerMinute", client.callsPerMinute())
                .bind("callsPerDay", client.callsPerDay())
                .bind("maxResultChars", client.maxResultChars()).bind("maxResultTokens", client.maxResultTokens())
                .bind("createdAt", Columns.time(client.createdAt()));
    }

    private static void addRoles(Handle handle, Client client) {
        if (client.roles().isEmpty()) {
            return;
        }
        client.roles().forEach(role -> References.requireRole(handle, role));
        PreparedBatch batch = handle.prepareBatch("INSERT INTO client_role (client_id, role_name) VALUES (:id, :role)");
        client.roles().forEach(role -> batch.bind("id", client.id()).bind("role", role).add());
        batch.execute();
    }

    private static List<Client> clients(Query query) {
        Map<String, Client> clients = new HashMap<>();
        query.map((row, context) -> client(row)).forEach(client -> clients.merge(client.id(), client,
                Clients::withRolesOf));
        return clients.values().stream().sorted(Comparator.comparing(Client::id)).toList();
    }

    private static Client withRolesOf(Client one, Client other) {
        return one.with(Set.copyOf(Stream.concat(one.roles().stream(), other.roles().stream()).toList()),
                one.permissions());
    }

    private static Client client(ResultSet row) throws SQLException {
        String role = row.getString("role_name");
        return new Client(row.getString("id"), row.getString("display_name"), role == null ? Set.of() : Set.of(role),
                Columns.texts(row, "permissions"), row.getBoolean("disabled"), row.getBoolean("search_mode"),
                Columns.intIfAny(row, "calls_per_minute"), Columns.longIfAny(row, "calls_per_day"),
                Columns.intIfAny(row, "max_result_chars"), Columns.intIfAny(row, "max_result_tokens"),
                Columns.time(row, "created_at"));
    }
}
