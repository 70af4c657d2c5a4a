package dev.patchbay.admin.resource;

import dev.patchbay.admin.resource.Changes.Planned;
import dev.patchbay.admin.route.About;
import dev.patchbay.admin.route.Call;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.admin.route.Right;
import dev.patchbay.admin.route.RouteTable;
import dev.patchbay.store.Database;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.Clients;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code /clients}: who may call. */
public final class ClientRoutes {
    private final Clients clients;
    private final Changes changes;
    private final InstantSource clock;

    /** A client that is to be created. */
    @About("A client that is to be created.")
    public record NewClient(@About("Lower-case letters, digits, dots, dashes; never changes.") String id,
            @About("What people call it; its id if it is left out.") @Nullable String displayName,
            @Nullable Set<String> roles, @About("Of the form resource:action.") @Nullable Set<String> permissions,
            @About("Whether its tool list shows four search tools instead of all.") @Nullable Boolean searchMode,
            @Nullable Integer callsPerMinute, @Nullable Long callsPerDay,
            @Nullable Integer maxResultChars, @Nullable Integer maxResultTokens) {}

    /** What can be changed of a client. */
    @About("What can be changed of a client.")
    public record ClientSettings(String displayName, Set<String> roles, Set<String> permissions, boolean disabled,
            boolean searchMode, @Nullable Integer callsPerMinute, @Nullable Long callsPerDay,
            @Nullable Integer maxResultChars, @Nullable Integer maxResultTokens) {}

    /** A client. */
    @About("A client: a program that may call.")
    public record ClientInfo(String id, String displayName, Set<String> roles, Set<String> permissions,
            @About("Whether all its credentials are refused.") boolean disabled,
            @About("Whether its tool list shows four search tools instead of all.") boolean searchMode,
            @About("Limit; left out: the default.") @Nullable Integer callsPerMinute,
            @About("Quota; left out: none.") @Nullable Long callsPerDay,
            @About("Characters of a result at once; left out: the default.") @Nullable Integer maxResultChars,
            @About("Tokens of a result at once, by estimate; left out: the default.") @Nullable Integer maxResultTokens,
            Instant createdAt) {}

    /** A permission. */
    public record Permission(@About("Of the form resource:action.") String permission) {}

    ClientRoutes(Database database, Changes changes, InstantSource clock) {
        this.clients = new Clients(database);
        this.changes = changes;
        this.clock = clock;
    }

    void addTo(RouteTable table) {
        RouteTable.Group group = table.group("clients");
        group.add(group.get("/clients", "listClients").about("Lists all clients.").lists(ClientInfo.class),
                call -> clients.all().stream().map(ClientRoutes::info).toList());
        group.add(group.post("/clients", "createClient").about("Creates a client. It may do nothing yet.")
                .by(Right.OPERATOR).takes(NewClient.class).creates(ClientInfo.class), this::create);
        group.add(group.get("/clients/{id}", "getClient").about("Shows a client.").gives(ClientInfo.class),
                call -> info(need(call.path("id"))));
        group.add(group.patch("/clients/{id}", "updateClient").about("Changes a client.").by(Right.OPERATOR)
                .patches(ClientSettings.class).gives(ClientInfo.class), this::update);
        group.add(group.delete("/clients/{id}", "deleteClient")
                .about("Deletes a client, with its keys, links and what is enabled for it.").by(Right.OPERATOR),
                this::delete);
        group.add(group.put("/clients/{id}/roles/{role}", "addClientRole").about("Gives a client a role.")
                .by(Right.OPERATOR).gives(ClientInfo.class),
                call -> roles(call, "client.role.add", roles -> roles.add(call.path("role"))));
        group.add(group.delete("/clients/{id}/roles/{role}", "removeClientRole").about("Takes a role from a client.")
                .by(Right.OPERATOR).gives(ClientInfo.class),
                call -> roles(call, "client.role.remove", roles -> remove(roles, "role", call.path("role"))));
        group.add(group.post("/clients/{id}/permissions", "addClientPermission").about("Gives a client a permission.")
                .by(Right.OPERATOR).takes(Permission.class).gives(ClientInfo.class),
                call -> permissions(call, "client.permission.add",
                        all -> all.add(call.body(Permission.class).permission())));
        group.add(group.delete("/clients/{id}/permissions", "removeClientPermission")
                .about("Takes a permission from a client.").by(Right.OPERATOR)
                .needs("permission", "Of the form resource:action.").gives(ClientInfo.class),
                call -> permissions(call, "client.permission.remove",
                        all -> remove(all, "permission", call.need("permission"))));
    }

    private static void remove(Set<String> values, String what, String value) {
        if (!values.remove(value)) {
            throw Problem.missing(what, value);
        }
    }

    private Client need(String id) {
        return clients.find(id).orElseThrow(() -> Problem.missing("client", id));
    }

    static ClientInfo info(Client client) {
        return new ClientInfo(client.id(), client.displayName(), new TreeSet<>(client.roles()),
                new TreeSet<>(client.permissions()), client.disabled(), client.searchMode(), client.callsPerMinute(),
                client.callsPerDay(), client.maxResultChars(), client.maxResultTokens(), client.createdAt());
    }

    private Object create(Call call) {
        NewClient body = call.body(NewClient.class);
        return changes.make(call, () -> {
            String name = body.displayName();
            Client client = new Client(body.id(), name == null ? body.id() : name,
                    Objects.requireNonNullElse(body.roles(), Set.of()),
                    Objects.requireNonNullElse(body.permissions(), Set.of()), false,
                    Boolean.TRUE.equals(body.searchMode()), body.callsPerMinute(), body.callsPerDay(),
                    body.maxResultChars(), body.maxResultTokens(), clock.instant());
            if (clients.find(client.id()).isPresent()) {
                throw new Problem(409, "exists", "There is a client '" + client.id() + "' already.");
            }
            return new Planned<>("client.create", client.id(), changes.difference(null, info(client)), () -> {
                clients.create(client);
                return info(client);
            });
        });
    }

    private Object update(Call call) {
        return changes.make(call, () -> {
            Client before = need(call.path("id"));
            ClientSettings now = call.merged(new ClientSettings(before.displayName(), before.roles(),
                    before.permissions(), before.disabled(), before.searchMode(), before.callsPerMinute(),
                    before.callsPerDay(), before.maxResultChars(), before.maxResultTokens()), ClientSettings.class);
            return updated("client.update", before,
                    new Client(before.id(), now.displayName(), now.roles(), now.permissions(), now.disabled(),
                            now.searchMode(), now.callsPerMinute(), now.callsPerDay(), now.maxResultChars(),
                            now.maxResultTokens(), before.createdAt()));
        });
    }

    private Planned<ClientInfo> updated(String action, Client before, Client after) {
        return new Planned<>(action, before.id(), changes.difference(info(before), info(after)), () -> {
            clients.update(after);
            return info(after);
        });
    }

    private Object roles(Call call, String action, Consumer<Set<String>> change) {
        return changes.make(call, () -> {
            Client before = need(call.path("id"));
            Set<String> roles = new TreeSet<>(before.roles());
            change.accept(roles);
            return updated(action, before, with(before, roles, before.permissions()));
        });
    }

    private Object permissions(Call call, String action, Consumer<Set<String>> change) {
        return changes.make(call, () -> {
            Client before = need(call.path("id"));
            Set<String> permissions = new TreeSet<>(before.permissions());
            change.accept(permissions);
            return updated(action, before, with(before, before.roles(), permissions));
        });
    }

    private static Client with(Client client, Set<String> roles, Set<String> permissions) {
        return client.with(roles, permissions);
    }

    private @Nullable Object delete(Call call) {
        return changes.<@Nullable Object>make(call, () -> {
            Client before = need(call.path("id"));
            return new Planned<@Nullable Object>("client.delete", before.id(),
                    changes.difference(info(before), null), () -> {
                        clients.delete(before.id());
                        return null;
                    });
        });
    }
}
