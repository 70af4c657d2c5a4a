package dev.patchbay.security;

import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.RoleMapping;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** What is stored about who calls, without a database. */
public final class StoredIdentities implements Supplier<IdentityData> {
    public final List<Client> clients = new ArrayList<>();
    public final List<ApiKey> keys = new ArrayList<>();
    public final List<IdentityLink> links = new ArrayList<>();
    public final List<RoleMapping> mappings = new ArrayList<>();

    public static Client client(String id, boolean disabled, String... roles) {
        return new Client(id, "The client " + id, Set.of(roles), Set.of(), disabled, false, null, null, Instant.EPOCH);
    }

    public StoredIdentities with(Client client) {
        clients.removeIf(other -> other.id().equals(client.id()));
        clients.add(client);
        return this;
    }

    public StoredIdentities with(IdentityLink link) {
        links.add(link);
        return this;
    }

    public StoredIdentities with(RoleMapping mapping) {
        mappings.add(mapping);
        return this;
    }

    @Override
    public IdentityData get() {
        return new IdentityData(clients, keys, links, mappings);
    }

    public Identities identities(InstantSource clock) {
        return new Identities(this, new CredentialEvents(), clock);
    }
}
