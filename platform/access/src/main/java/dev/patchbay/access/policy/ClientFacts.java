package dev.patchbay.access.policy;

import dev.patchbay.access.rule.RuleClient;
import dev.patchbay.store.identity.Client;
import java.util.List;
import java.util.Set;

/**
 * A client with all that follows from its roles. Immutable.
 *
 * @param client the client as it is stored
 * @param roles the roles that count: those stored, and those its token gives
 * @param grants what is enabled for it, directly first, then by role; nothing if it is disabled
 * @param rule what rules may know of it
 */
public record ClientFacts(Client client, Set<String> roles, List<Grant> grants, RuleClient rule) {
    /** Copies the collections. */
    public ClientFacts {
        roles = Set.copyOf(roles);
        grants = List.copyOf(grants);
    }

    /**
     * Returns its permissions, direct and by role.
     *
     * @return the permissions in alphabetical order
     */
    public List<String> permissions() {
        return rule.permissions();
    }
}
