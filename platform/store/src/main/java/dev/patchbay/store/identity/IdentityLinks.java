package dev.patchbay.store.identity;

import dev.patchbay.store.Database;
import dev.patchbay.store.References;
import dev.patchbay.store.identity.IdentityLink.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Which identities from elsewhere are which clients.
 *
 * <p>Threads: safe for all; every method blocks and is one transaction.
 */
public final class IdentityLinks {
    private static final String SELECT = "SELECT kind, issuer, subject, client_id FROM identity_link";
    private static final String ORDER = " ORDER BY kind, issuer, subject";

    private final Database database;

    /** Creates the repository on a database. */
    public IdentityLinks(Database database) {
        this.database = database;
    }

    /** Returns all links. */
    public List<IdentityLink> all() {
        return database.read(
                handle -> handle.createQuery(SELECT + ORDER).map((row, context) -> link(row)).list());
    }

    /** Returns a client's links; none if there is no such client. */
    public List<IdentityLink> ofClient(String clientId) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE client_id = :client" + ORDER)
                .bind("client", clientId).map((row, context) -> link(row)).list());
    }

    /**
     * Adds a link.
     *
     * @throws dev.patchbay.store.DuplicateException if the identity is linked already, to whichever client
     * @throws dev.patchbay.store.MissingException if the client does not exist
     */
    public void add(IdentityLink link) {
        database.write("link of the identity", link.value(), handle -> {
            References.requireClient(handle, link.clientId());
            return handle.createUpdate("INSERT INTO identity_link (kind, issuer, subject, client_id)"
                    + " VALUES (:kind, :issuer, :subject, :client)").bind("kind", link.kind().name())
                    .bind("issuer", link.issuer()).bind("subject", link.value()).bind("client", link.clientId())
                    .execute();
        });
    }

    /** Removes the link of an identity; tells whether there was one. */
    public boolean remove(Kind kind, String issuer, String value) {
        return database.write("link of the identity", value, handle -> handle.createUpdate(
                "DELETE FROM identity_link WHERE kind = :kind AND issuer = :issuer AND subject = :subject")
                .bind("kind", kind.name()).bind("issuer", issuer).bind("subject", value).execute()) > 0;
    }

    private static IdentityLink link(ResultSet row) throws SQLException {
        return new IdentityLink(Kind.valueOf(row.getString("kind")), row.getString("issuer"), row.getString("subject"),
                row.getString("client_id"));
    }
}
