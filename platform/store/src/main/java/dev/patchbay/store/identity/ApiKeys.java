package dev.patchbay.store.identity;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import dev.patchbay.store.References;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The keys of the clients.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class ApiKeys {
    private static final String SELECT = "SELECT id, client_id, hmac, label, created_at, expires_at, revoked_at,"
            + " last_used_at FROM api_key";

    private final Database database;

    /** Creates the repository on a database. */
    public ApiKeys(Database database) {
        this.database = database;
    }

    /** Returns all keys, also expired and revoked ones, oldest first. */
    public List<ApiKey> all() {
        return database.read(handle -> handle.createQuery(SELECT + " ORDER BY created_at, id")
                .map((row, context) -> key(row)).list());
    }

    /** Returns a client's keys, also expired and revoked ones, oldest first; none if there is no such client. */
    public List<ApiKey> ofClient(String clientId) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE client_id = :client ORDER BY created_at, id")
                .bind("client", clientId).map((row, context) -> key(row)).list());
    }

    /** Finds a key. */
    public Optional<ApiKey> find(String id) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE id = :id").bind("id", id)
                .map((row, context) -> key(row)).findOne());
    }

    /**
     * Adds a key.
     *
     * @throws dev.patchbay.store.DuplicateException if there is one with this id
     * @throws MissingException if its client does not exist
     */
    public void create(ApiKey key) {
        database.write("key", key.id(), handle -> {
            References.requireClient(handle, key.clientId());
            return handle.createUpdate("INSERT INTO api_key (id, client_id, hmac, label, created_at, expires_at,"
                    + " revoked_at, last_used_at) VALUES (:id, :client, :hmac, :label, :createdAt, :expiresAt, :revokedAt,"
                    + " :lastUsedAt)").bind("id", key.id()).bind("client", key.clientId())
                    .bind("hmac", Columns.bytes(key.hmac())).bind("label", key.label())
                    .bind("createdAt", Columns.time(key.createdAt()))
                    .bind("expiresAt", Columns.timeIfAny(key.expiresAt()))
                    .bind("revokedAt", Columns.timeIfAny(key.revokedAt()))
                    .bind("lastUsedAt", Columns.timeIfAny(key.lastUsedAt())).execute();
        });
    }

    /**
     * Revokes a key; the time of an earlier revocation stays.
     *
     * @throws MissingException if there is no such key
     */
    public void revoke(String id, Instant at) {
        change(id, at, "UPDATE api_key SET revoked_at = COALESCE(revoked_at, :at) WHERE id = :id");
    }

    /**
     * Sets when a key expires, as for a rotation with overlap.
     *
     * @throws MissingException if there is no such key
     */
    public void expire(String id, Instant at) {
        change(id, at, "UPDATE api_key SET expires_at = :at WHERE id = :id");
    }

    private void change(String id, Instant at, String statement) {
        database.write("key", id, handle -> {
            int count = handle.createUpdate(statement).bind("id", id).bind("at", Columns.time(Columns.kept(at)))
                    .execute();
            if (count == 0) {
                throw new MissingException("key", id);
            }
            return count;
        });
    }

    /** Writes when keys were used; an earlier time than the one known and keys that are gone are left out. */
    public void used(Map<String, Instant> times) {
        if (times.isEmpty()) {
            return;
        }
        database.write("key", "", handle -> addUse(handle, times));
    }

    private static int addUse(Handle handle, Map<String, Instant> times) {
        PreparedBatch batch = handle.prepareBatch("UPDATE api_key SET last_used_at = :at WHERE id = :id"
                + " AND (last_used_at IS NULL OR last_used_at < :at)");
        // In one order everywhere, so that two writers do not wait for each other
        new TreeMap<>(times).forEach((id, at) -> batch.bind("id", id).bind("at", Columns.time(Columns.kept(at))).add());
        return batch.execute().length;
    }

    private static ApiKey key(ResultSet row) throws SQLException {
        return new ApiKey(row.getString("id"), row.getString("client_id"), Columns.bytes(row, "hmac"),
                row.getString("label"), Columns.time(row, "created_at"), Columns.timeIfAny(row, "expires_at"),
                Columns.timeIfAny(row, "revoked_at"), Columns.timeIfAny(row, "last_used_at"));
    }
}
