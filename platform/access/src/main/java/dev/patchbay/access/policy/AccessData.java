package dev.patchbay.access.policy;

import dev.patchbay.store.Database;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.Enablements;
import dev.patchbay.store.enablement.Limit;
import dev.patchbay.store.enablement.Limits;
import dev.patchbay.store.enablement.Requirement;
import dev.patchbay.store.enablement.Requirements;
import dev.patchbay.store.enablement.ResourceGrant;
import dev.patchbay.store.enablement.ResourceGrants;
import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import dev.patchbay.store.enablement.Rule;
import dev.patchbay.store.enablement.Rules;
import dev.patchbay.store.enablement.Toolset;
import dev.patchbay.store.enablement.Toolsets;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.Clients;
import dev.patchbay.store.identity.RoleMapping;
import dev.patchbay.store.identity.RoleMappings;
import java.util.List;

/**
 * All that is stored about access, as it was at one moment. Immutable.
 *
 * @param clients the clients
 * @param roles the roles
 * @param roleMappings which roles tokens give
 * @param toolsets the toolsets
 * @param enablements what is enabled for whom
 * @param requirements what calls need besides
 * @param grants actions on resources, by client
 * @param rules the rules
 * @param limits the limits
 */
public record AccessData(List<Client> clients, List<Role> roles, List<RoleMapping> roleMappings,
        List<Toolset> toolsets, List<Enablement> enablements, List<Requirement> requirements,
        List<ResourceGrant> grants, List<Rule> rules, List<Limit> limits) {
    /** Nothing: no client, so nobody sees anything. */
    public static final AccessData NONE = new AccessData(List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public AccessData {
        clients = List.copyOf(clients);
        roles = List.copyOf(roles);
        roleMappings = List.copyOf(roleMappings);
        toolsets = List.copyOf(toolsets);
        enablements = List.copyOf(enablements);
        requirements = List.copyOf(requirements);
        grants = List.copyOf(grants);
        rules = List.copyOf(rules);
        limits = List.copyOf(limits);
    }

    /**
     * Reads everything, as of one moment. Blocks.
     *
     * @param database the database
     * @return what is stored
     */
    public static AccessData of(Database database) {
        return database.snapshot(() -> new AccessData(new Clients(database).all(), new Roles(database).all(),
                new RoleMappings(database).all(), new Toolsets(database).all(), new Enablements(database).all(),
                new Requirements(database).all(), new ResourceGrants(database).all(), new Rules(database).all(),
                new Limits(database).all()));
    }
}
