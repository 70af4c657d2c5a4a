package dev.patchbay.access.policy;

import dev.patchbay.access.rule.RuleClient;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.identity.Client;
import java.util.List;
import java.util.Set;

/**
 * A client with all that follows from its roles. Immutable. Kept for many clients, so what a toolset holds is shared.
 *
 * @param client the client as it is stored
 * @param roles the roles that count: those stored, and those its token gives
 * @param enabled what is enabled for it, directly first, then by role
 * @param rule what rules may know of it
 */
public record ClientFacts(Client client, Set<String> roles, List<Enabled> enabled, RuleClient rule) {
    /**
     * An enablement and what it means.
     *
     * @param enablement the enablement
     * @param lines its lines
     */
    public record Enabled(Enablement enablement, Lines lines) {}

    /** Copies the collections. */
    public ClientFacts {
        roles = Set.copyOf(roles);
        enabled = List.copyOf(enabled);
    }

    /**
     * Returns everything that is enabled, line by line.
     *
     * @return a new list
     */
    public List<Grant> grants() {
        return enabled.stream().flatMap(one -> Grant.of(one.enablement(), one.lines()).stream()).toList();
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
