package dev.patchbay.store.enablement;

import dev.patchbay.store.Columns;
import dev.patchbay.store.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What calls need.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class Requirements {
    private final Database database;

    /** Creates the repository on a database. */
    public Requirements(Database database) {
        this.database = database;
    }

    /** Returns all requirements. */
    public List<Requirement> all() {
        return database.read(handle -> handle.createQuery("SELECT kind, entry_name, scopes, permission FROM requirement"
                + " ORDER BY kind, entry_name").map((row, context) -> requirement(row)).list());
    }

    /** Sets what is required for a kind and a name, instead of what was before. */
    public void put(Requirement requirement) {
        database.put("requirement for", requirement.name(), handle -> {
            handle.createUpdate("DELETE FROM requirement WHERE kind = :kind AND entry_name = :name")
                    .bind("kind", requirement.kind().name()).bind("name", requirement.name()).execute();
            return handle.createUpdate("INSERT INTO requirement (kind, entry_name, scopes, permission)"
                    + " VALUES (:kind, :name, :scopes, :permission)").bind("kind", requirement.kind().name())
                    .bind("name", requirement.name()).bind("scopes", Columns.texts(requirement.scopes()))
                    .bind("permission", requirement.permission()).execute();
        });
    }

    /** Removes what is required for a kind and a name; tells whether there was something. */
    public boolean remove(EntryKind kind, String name) {
        return database.write("requirement for", name, handle -> handle
                .createUpdate("DELETE FROM requirement WHERE kind = :kind AND entry_name = :name")
                .bind("kind", kind.name()).bind("name", name).execute()) > 0;
    }

    private static Requirement requirement(ResultSet row) throws SQLException {
        return new Requirement(EntryKind.valueOf(row.getString("kind")), row.getString("entry_name"),
                Columns.texts(row, "scopes"), row.getString("permission"));
    }
}
