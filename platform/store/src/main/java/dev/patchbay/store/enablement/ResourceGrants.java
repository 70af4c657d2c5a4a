package dev.patchbay.store.enablement;

import dev.patchbay.store.Database;
import dev.patchbay.store.References;
import java.util.List;
import org.jdbi.v3.core.statement.Update;

/**
 * What clients may do with single resources.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class ResourceGrants {
    private static final String SAME = " WHERE resource = :resource AND client_id = :client AND action = :action";

    private final Database database;

    /** Creates the repository on a database. */
    public ResourceGrants(Database database) {
        this.database = database;
    }

    /** Returns all grants. */
    public List<ResourceGrant> all() {
        return database.read(handle -> handle
                .createQuery(
                        "SELECT resource, client_id, action FROM resource_grant ORDER BY resource, client_id, action")
                .map((row, context) -> new ResourceGrant(row.getString("resource"), row.getString("client_id"),
                        row.getString("action")))
                .list());
    }

    /**
     * Grants; tells whether it was not granted already.
     *
     * @throws dev.patchbay.store.MissingException if the client does not exist
     */
    public boolean add(ResourceGrant grant) {
        return database.put("grant on", grant.resource(), handle -> {
            References.requireClient(handle, grant.clientId());
            return bound(grant, handle.createUpdate("INSERT INTO resource_grant (resource, client_id, action)"
                    + " SELECT :resource, :client, :action WHERE NOT EXISTS (SELECT 1 FROM resource_grant" + SAME
                    + ")"))
                    .execute();
        }) > 0;
    }

    /** Takes a grant back; tells whether it was granted. */
    public boolean remove(ResourceGrant grant) {
        return database.write("grant on", grant.resource(),
                handle -> bound(grant, handle.createUpdate("DELETE FROM resource_grant" + SAME)).execute()) > 0;
    }

    private static Update bound(ResourceGrant grant, Update update) {
        return update.bind("resource", grant.resource()).bind("client", grant.clientId())
                .bind("action", grant.action());
    }
}
