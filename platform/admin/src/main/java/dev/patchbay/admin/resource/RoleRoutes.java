package dev.patchbay.admin.resource;

import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.store.Database;
import dev.patchbay.store.enablement.ResourceGrant;
import dev.patchbay.store.enablement.ResourceGrants;
import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import dev.patchbay.store.identity.RoleMapping;
import dev.patchbay.store.identity.RoleMappings;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code /roles}, {@code /role-mappings} and {@code /resource-grants}: what clients may by what they are. */
public final class RoleRoutes {
    private final Roles roles;
    private final RoleMappings mappings;
    private final ResourceGrants grants;
    private final Changes changes;

    /** A role that is to be created. */
    public record NewRole(String name, @Nullable String description,
            @About("Of the form resource:action.") @Nullable Set<String> permissions) {}

    /** What can be changed of a role. */
    public record RoleSettings(String description, Set<String> permissions) {}

    /** A role of clients. */
    @About("A role that clients can have.")
    public record RoleInfo(String name, String description, Set<String> permissions) {}

    /** What of a token gives a role. */
    @About("A scope, or the value of a claim, that gives a client a role while it shows such a token.")
    public record Mapping(RoleMapping.Kind kind, String issuer,
            @About("The claim's name; left out for a scope.") @Nullable String claim, String value, String role) {}

    /** A permission on one resource. */
    @About("Gives a client the permission resource:action.")
    public record Grant(String resource, String client, String action) {}

    RoleRoutes(Database database, Changes changes) {
        this.roles = new Roles(database);
        this.mappings = new RoleMappings(database);
        this.grants = new ResourceGrants(database);
        this.changes = changes;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("roles");
        group.add(group.get("/roles", "listRoles").about("Lists the roles of clients.").lists(RoleInfo.class),
                call -> roles.all().stream().map(RoleRoutes::info).toList());
        group.add(group.post("/roles", "createRole").about("Creates a role.").by(Right.OPERATOR)
                .takes(NewRole.class).creates(RoleInfo.class), this::create);
        group.add(group.get("/roles/{name}", "getRole").about("Shows a role.").gives(RoleInfo.class),
                call -> info(need(call)));
        group.add(group.patch("/roles/{name}", "updateRole").about("Changes a role.").by(Right.OPERATOR)
                .patches(RoleSettings.class).gives(RoleInfo.class), this::update);
        group.add(group.delete("/roles/{name}", "deleteRole")
                .about("Deletes a role, with what is enabled for it; clients lose it.").by(Right.OPERATOR),
                this::delete);
        group.add(group.get("/role-mappings", "listRoleMappings").about("Lists what of tokens gives roles.")
                .lists(Mapping.class), call -> mappings.all().stream().map(RoleRoutes::shown).toList());
        group.add(group.post("/role-mappings", "addRoleMapping").about("Lets a scope or a claim give a role.")
                .by(Right.OPERATOR).takes(Mapping.class).creates(Mapping.class), this::map);
        group.add(group.delete("/role-mappings", "removeRoleMapping")
                .about("Lets a scope or a claim not give a role any more.").by(Right.OPERATOR)
                .needs("kind", "As it was added.").needs("issuer", "As it was added.")
                .accepts("claim", "As it was added.").needs("value", "As it was added.")
                .needs("role", "As it was added."), this::unmap);
        group.add(group.get("/resource-grants", "listResourceGrants").about("Lists permissions by resource.")
                .lists(Grant.class),
                call -> grants.all().stream()
                        .map(grant -> new Grant(grant.resource(), grant.clientId(), grant.action())).toList());
        group.add(group.post("/resource-grants", "addResourceGrant")
                .about("Gives a client a permission on a resource.").by(Right.OPERATOR).takes(Grant.class)
                .creates(Grant.class), this::grant);
        group.add(group.delete("/resource-grants", "removeResourceGrant")
                .about("Takes a permission on a resource from a client.").by(Right.OPERATOR)
                .needs("resource", "As it was added.").needs("client", "As it was added.")
                .needs("action", "As it was added."), this::ungrant);
    }

    private Role need(Call call) {
        String name = call.path("name");
        return roles.find(name).orElseThrow(() -> Problem.missing("role", name));
    }

    private static RoleInfo info(Role role) {
        return new RoleInfo(role.name(), role.description(), new TreeSet<>(role.permissions()));
    }

    private Object create(Call call) {
        NewRole body = call.body(NewRole.class);
        return changes.make(call, () -> {
            Role role = new Role(body.name(), Objects.requireNonNullElse(body.description(), ""),
                    Objects.requireNonNullElse(body.permissions(), Set.of()));
            if (roles.find(role.name()).isPresent()) {
                throw new Problem(409, "exists", "There is a role '" + role.name() + "' already.");
            }
            return new Planned<>("role.create", role.name(), changes.difference(null, info(role)), () -> {
                roles.create(role);
                return info(role);
            });
        });
    }

    private Object update(Call call) {
        return changes.make(call, () -> {
            Role before = need(call);
            RoleSettings now = call.merged(new RoleSettings(before.description(), before.permissions()),
                    RoleSettings.class);
            Role after = new Role(before.name(), now.description(), now.permissions());
            return new Planned<>("role.update", before.name(), changes.difference(info(before), info(after)), () -> {
                roles.update(after);
                return info(after);
            });
        });
    }

    private @Nullable Object delete(Call call) {
        return changes.<@Nullable Object>make(call, () -> {
            Role before = need(call);
            return new Planned<@Nullable Object>("role.delete", before.name(),
                    changes.difference(info(before), null), () -> {
                        roles.delete(before.name());
                        return null;
                    });
        });
    }

    private static Mapping shown(RoleMapping mapping) {
        return new Mapping(mapping.kind(), mapping.issuer(), mapping.claim().isEmpty() ? null : mapping.claim(),
                mapping.value(), mapping.role());
    }

    private Object map(Call call) {
        Mapping body = call.body(Mapping.class);
        return changes.make(call, () -> {
            RoleMapping mapping = new RoleMapping(body.kind(), body.issuer(),
                    Objects.requireNonNullElse(body.claim(), ""), body.value(), body.role());
            return new Planned<>("role.mapping.add", mapping.role(), changes.difference(null, shown(mapping)), () -> {
                mappings.add(mapping);
                return shown(mapping);
            });
        });
    }

    private @Nullable Object unmap(Call call) {
        RoleMapping mapping = new RoleMapping(call.word("kind", RoleMapping.Kind.class).orElseThrow(),
                call.need("issuer"), call.query("claim").orElse(""), call.need("value"), call.need("role"));
        return changes.<@Nullable Object>make(call, () -> {
            if (!mappings.all().contains(mapping)) {
                throw Problem.missing("role mapping of", mapping.value());
            }
            return new Planned<@Nullable Object>("role.mapping.remove", mapping.role(),
                    changes.difference(shown(mapping), null), () -> {
                        mappings.remove(mapping);
                        return null;
                    });
        });
    }

    private Object grant(Call call) {
        Grant body = call.body(Grant.class);
        return changes.make(call, () -> {
            ResourceGrant grant = new ResourceGrant(body.resource(), body.client(), body.action());
            return new Planned<>("resource_grant.add", grant.clientId(), changes.difference(null, body), () -> {
                grants.add(grant);
                return body;
            });
        });
    }

    private @Nullable Object ungrant(Call call) {
        ResourceGrant grant = new ResourceGrant(call.need("resource"), call.need("client"), call.need("action"));
        return changes.<@Nullable Object>make(call, () -> {
            if (!grants.all().contains(grant)) {
                throw Problem.missing("grant", grant.resource() + ":" + grant.action());
            }
            return new Planned<@Nullable Object>("resource_grant.remove", grant.clientId(), changes.difference(
                    new Grant(grant.resource(), grant.clientId(), grant.action()), null), () -> {
                        grants.remove(grant);
                        return null;
                    });
        });
    }
}
