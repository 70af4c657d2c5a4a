package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import dev.patchbay.store.References;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The tokens of the administrators.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class AdminTokens {
    private static final String SELECT = "SELECT id, administrator, hmac, created_at, expires_at FROM admin_token";

    private final Database database;

    /** Creates the repository on a database. */
    public AdminTokens(Database database) {
        this.database = database;
    }

    /** Returns all tokens, also expired ones, oldest first. */
    public List<AdminToken> all() {
        return database.read(handle -> handle.createQuery(SELECT + " ORDER BY created_at, id")
                .map((row, context) -> token(row)).list());
    }

    /** Finds a token, also an expired one. */
    public Optional<AdminToken> find(String id) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE id = :id").bind("id", id)
                .map((row, context) -> token(row)).findOne());
    }

    /**
     * Adds a token.
     *
     * @throws dev.patchbay.store.DuplicateException if there is one with this id
     * @throws dev.patchbay.store.MissingException if its administrator does not exist
     */
    public void create(AdminToken token) {
        database.write("token", token.id(), handle -> {
            References.requireAdministrator(handle, token.administrator());
            return handle.createUpdate("INSERT INTO admin_token (id, administrator, hmac, created_at, expires_at)"
                    + " VALUES (:id, :administrator, :hmac, :createdAt, :expiresAt)").bind("id", token.id())
                    .bind("administrator", token.administrator()).bind("hmac", Columns.bytes(token.hmac()))
                    .bind("createdAt", Columns.time(token.createdAt()))
                    .bind("expiresAt", Columns.time(token.expiresAt())).execute();
        });
    }

    /** Deletes a token; tells whether there was one. */
    public boolean delete(String id) {
        return database.write("token", id, handle -> handle.createUpdate("DELETE FROM admin_token WHERE id = :id")
                .bind("id", id).execute()) > 0;
    }

    /** Deletes all tokens of an administrator; tells how many there were. */
    public int deleteOf(String administrator) {
        return database.write("token of", administrator, handle -> handle
                .createUpdate("DELETE FROM admin_token WHERE administrator = :administrator")
                .bind("administrator", administrator).execute());
    }

    /** Deletes the tokens that are expired at a time; tells how many there were. */
    public int deleteExpired(Instant now) {
        return database.write("token", "", handle -> handle
                .createUpdate("DELETE FROM admin_token WHERE expires_at <= :now")
                .bind("now", Columns.time(Columns.kept(now))).execute());
    }

    private static AdminToken token(ResultSet row) throws SQLException {
        return new AdminToken(row.getString("id"), row.getString("administrator"), Columns.bytes(row, "hmac"),
                Columns.time(row, "created_at"), Columns.time(row, "expires_at"));
    }
}
