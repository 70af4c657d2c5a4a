package dev.patchbay.store.identity;

import dev.patchbay.store.Database;
import dev.patchbay.store.References;
import dev.patchbay.store.identity.RoleMapping.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.statement.Update;

/**
 * Which roles follow from tokens.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class RoleMappings {
    private final Database database;

    /** Creates the repository on a database. */
    public RoleMappings(Database database) {
        this.database = database;
    }

    /** Returns all mappings. */
    public List<RoleMapping> all() {
        return database.read(handle -> handle.createQuery("SELECT kind, issuer, claim, claim_value, role_name"
                + " FROM role_mapping ORDER BY kind, issuer, claim, claim_value, role_name")
                .map((row, context) -> mapping(row)).list());
    }

    /**
     * Adds a mapping.
     *
     * @throws dev.patchbay.store.DuplicateException if there is the same one
     * @throws dev.patchbay.store.MissingException if the role does not exist
     */
    public void add(RoleMapping mapping) {
        database.write("mapping to the role", mapping.role(), handle -> {
            References.requireRole(handle, mapping.role());
            return bound(mapping, handle.createUpdate("INSERT INTO role_mapping (kind, issuer, claim, claim_value,"
                    + " role_name) VALUES (:kind, :issuer, :claim, :claimValue, :role)")).execute();
        });
    }

    /** Removes a mapping; tells whether there was one. */
    public boolean remove(RoleMapping mapping) {
        return database.write("mapping to the role", mapping.role(), handle -> bound(mapping, handle.createUpdate(
                "DELETE FROM role_mapping WHERE kind = :kind AND issuer = :issuer AND claim = :claim"
                        + " AND claim_value = :claimValue AND role_name = :role"))
                .execute()) > 0;
    }

    private static Update bound(RoleMapping mapping, Update update) {
        return update.bind("kind", mapping.kind().name()).bind("issuer", mapping.issuer())
                .bind("claim", mapping.claim()).bind("claimValue", mapping.value()).bind("role", mapping.role());
    }

    private static RoleMapping mapping(ResultSet row) throws SQLException {
        return new RoleMapping(Kind.valueOf(row.getString("kind")), row.getString("issuer"), row.getString("claim"),
                row.getString("claim_value"), row.getString("role_name"));
    }
}
