package dev.patchbay.store.administration;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import dev.patchbay.store.MissingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;

/**
 * The administrators.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class Administrators {
    private static final String SELECT = "SELECT name, password_hash, totp_secret, admin_role, disabled, created_at"
            + " FROM administrator";

    private final Database database;

    /** Creates the repository on a database. */
    public Administrators(Database database) {
        this.database = database;
    }

    /** Returns all administrators by name. */
    public List<Administrator> all() {
        return database.read(handle -> handle.createQuery(SELECT).map((row, context) -> administrator(row)).list())
                .stream().sorted(Comparator.comparing(Administrator::name)).toList();
    }

    /** Finds an administrator. */
    public Optional<Administrator> find(String name) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE name = :name").bind("name", name)
                .map((row, context) -> administrator(row)).findOne());
    }

    /**
     * Adds an administrator.
     *
     * @throws dev.patchbay.store.DuplicateException if there is one of this name
     */
    public void create(Administrator administrator) {
        database.write("administrator", administrator.name(), handle -> bound(administrator, handle.createUpdate(
                "INSERT INTO administrator (name, password_hash, totp_secret, admin_role, disabled, created_at)"
                        + " VALUES (:name, :passwordHash, :totpSecret, :role, :disabled, :createdAt)"))
                .bind("createdAt", Columns.time(administrator.createdAt())).execute());
    }

    /**
     * Replaces an administrator; when it was created stays.
     *
     * @throws MissingException if there is none of this name
     */
    public void update(Administrator administrator) {
        int count = database.write("administrator", administrator.name(), handle -> bound(administrator,
                handle.createUpdate("UPDATE administrator SET password_hash = :passwordHash, totp_secret = :totpSecret,"
                        + " admin_role = :role, disabled = :disabled WHERE name = :name"))
                .execute());
        if (count == 0) {
            throw new MissingException("administrator", administrator.name());
        }
    }

    /**
     * Deletes an administrator with its tokens.
     *
     * @throws MissingException if there is none of this name
     */
    public void delete(String name) {
        int count = database.write("administrator", name, handle -> handle
                .createUpdate("DELETE FROM administrator WHERE name = :name").bind("name", name).execute());
        if (count == 0) {
            throw new MissingException("administrator", name);
        }
    }

    private static Update bound(Administrator administrator, Update update) {
        return update.bind("name", administrator.name()).bind("passwordHash", administrator.passwordHash())
                .bind("totpSecret", Columns.bytes(administrator.totpSecret()))
                .bind("role", administrator.role().name()).bind("disabled", administrator.disabled());
    }

    private static Administrator administrator(ResultSet row) throws SQLException {
        return new Administrator(row.getString("name"), row.getString("password_hash"),
                Columns.bytes(row, "totp_secret"), AdminRole.valueOf(row.getString("admin_role")),
                row.getBoolean("disabled"), Columns.time(row, "created_at"));
    }
}
