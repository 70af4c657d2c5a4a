package dev.patchbay.security;

import dev.patchbay.store.Database;
import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.ApiKeys;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.Clients;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLinks;
import dev.patchbay.store.identity.RoleMapping;
import dev.patchbay.store.identity.RoleMappings;
import java.util.List;

/**
 * What is stored about who calls, at one time.
 *
 * @param clients the clients
 * @param keys their keys
 * @param links what else they are known by
 * @param mappings which roles follow from tokens
 */
public record IdentityData(List<Client> clients, List<ApiKey> keys, List<IdentityLink> links,
        List<RoleMapping> mappings) {
    /** Copies the lists. */
    public IdentityData {
        clients = List.copyOf(clients);
        keys = List.copyOf(keys);
        links = List.copyOf(links);
        mappings = List.copyOf(mappings);
    }

    /**
     * Reads it from the database. Blocks.
     *
     * @param database the database
     * @return what is stored, all of one moment
     */
    public static IdentityData read(Database database) {
        return database.snapshot(() -> new IdentityData(new Clients(database).all(), new ApiKeys(database).all(),
                new IdentityLinks(database).all(), new RoleMappings(database).all()));
    }
}
