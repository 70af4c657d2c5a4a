package dev.patchbay.store.enablement;

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
 * The roles.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class Roles {
    private static final String SELECT = "SELECT name, description, permissions FROM access_role";

    private final Database database;

    /** Creates the repository on a database. */
    public Roles(Database database) {
        this.database = database;
    }

    /** Returns all roles by name. */
    public List<Role> all() {
        return database.read(handle -> handle.createQuery(SELECT).map((row, context) -> role(row)).list()).stream()
                .sorted(Comparator.comparing(Role::name)).toList();
    }

    /** Finds a role. */
    public Optional<Role> find(String name) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE name = :name").bind("name", name)
                .map((row, context) -> role(row)).findOne());
    }

    /**
     * Adds a role.
     *
     * @throws dev.patchbay.store.DuplicateException if there is one of this name
     */
    public void create(Role role) {
        database.write("role", role.name(), handle -> bound(role, handle.createUpdate(
                "INSERT INTO access_role (name, description, permissions) VALUES (:name, :description, :permissions)"))
                .execute());
    }

    /**
     * Replaces a role.
     *
     * @throws MissingException if there is none of this name
     */
    public void update(Role role) {
        int count = database.write("role", role.name(), handle -> bound(role, handle.createUpdate("UPDATE access_role"
                + " SET description = :description, permissions = :permissions WHERE name = :name")).execute());
        if (count == 0) {
            throw new MissingException("role", role.name());
        }
    }

    /**
     * Deletes a role, takes it from its clients and deletes what was enabled for it and mapped to it.
     *
     * @throws MissingException if there is none of this name
     */
    public void delete(String name) {
        int count = database.write("role", name, handle -> handle
                .createUpdate("DELETE FROM access_role WHERE name = :name").bind("name", name).execute());
        if (count == 0) {
            throw new MissingException("role", name);
        }
    }

    private static Update bound(Role role, Update update) {
        return update.bind("name", role.name()).bind("description", role.description())
                .bind("permissions", Columns.texts(role.permissions()));
    }

    private static Role role(ResultSet row) throws SQLException {
        return new Role(row.getString("name"), row.getString("description"), Columns.texts(row, "permissions"));
    }
}
