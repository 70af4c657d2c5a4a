package dev.patchbay.access.explain;

import dev.patchbay.store.identity.ApiKey;
import dev.patchbay.store.identity.ApiKeys;
import dev.patchbay.store.identity.IdentityLink;
import dev.patchbay.store.identity.IdentityLinks;
import java.util.List;

/** Tells by what a client can be known. May read the database. */
public interface CredentialStates {
    /**
     * Returns the keys of a client.
     *
     * @param client its id
     * @return all keys, valid or not
     */
    List<ApiKey> keys(String client);

    /**
     * Returns the identities linked to a client.
     *
     * @param client its id
     * @return the links
     */
    List<IdentityLink> links(String client);

    /**
     * Reads them from the store.
     *
     * @param keys the keys
     * @param links the links
     * @return what reads them
     */
    static CredentialStates of(ApiKeys keys, IdentityLinks links) {
        return new CredentialStates() {
            @Override
            public List<ApiKey> keys(String client) {
                return keys.ofClient(client);
            }

            @Override
            public List<IdentityLink> links(String client) {
                return links.ofClient(client);
            }
        };
    }
}
