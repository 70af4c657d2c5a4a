package dev.patchbay.access;

import dev.patchbay.access.policy.AccessData;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.Enablement.Subject;
import dev.patchbay.store.enablement.Enablement.Target;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.Limit;
import dev.patchbay.store.enablement.Requirement;
import dev.patchbay.store.enablement.ResourceGrant;
import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Rule;
import dev.patchbay.store.enablement.ToolOverride;
import dev.patchbay.store.enablement.Toolset;
import dev.patchbay.store.enablement.ToolsetEntry;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.RoleMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is stored, as a test says it. */
final class TestPolicy {
    private final Map<String, Client> clients = new LinkedHashMap<>();
    private final Map<String, Role> roles = new LinkedHashMap<>();
    private final Map<String, Toolset> toolsets = new LinkedHashMap<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final List<Enablement> enablements = new ArrayList<>();
    final List<Requirement> requirements = new ArrayList<>();
    final List<ResourceGrant> grants = new ArrayList<>();
    final List<Limit> limits = new ArrayList<>();
    final List<RoleMapping> mappings = new ArrayList<>();

    AccessData data() {
        return new AccessData(List.copyOf(clients.values()), List.copyOf(roles.values()), mappings,
                List.copyOf(toolsets.values()), enablements, requirements, grants, List.copyOf(rules.values()), limits);
    }

    void clear() {
        List.of(clients, roles, toolsets, rules).forEach(Map::clear);
        List.of(enablements, requirements, grants, limits, mappings).forEach(List::clear);
    }

    TestPolicy enable(Enablement enablement) {
        enablements.add(enablement);
        return this;
    }

    static Client client(String id, Set<String> roles, Set<String> permissions) {
        return new Client(id, id, roles, permissions, false, false, null, null, Instant.EPOCH);
    }

    TestPolicy client(String id, String... roleNames) {
        return client(client(id, Set.of(roleNames), Set.of()));
    }

    TestPolicy client(Client client) {
        client.roles().stream().filter(role -> !roles.containsKey(role)).forEach(this::role);
        clients.put(client.id(), client);
        return this;
    }

    TestPolicy role(String name, String... permissions) {
        roles.put(name, new Role(name, "", Set.of(permissions)));
        return this;
    }

    TestPolicy without(String client) {
        clients.remove(client);
        return this;
    }

    TestPolicy enable(String client, Target kind, String target) {
        enablements.add(new Enablement(Subject.CLIENT, client, kind, target));
        return this;
    }

    TestPolicy enableRole(String role, Target kind, String target) {
        enablements.add(new Enablement(Subject.ROLE, role, kind, target));
        return this;
    }

    TestPolicy disable(Target kind, String target) {
        enablements.removeIf(one -> one.targetKind() == kind && one.target().equals(target));
        return this;
    }

    TestPolicy toolset(String name, ToolsetEntry... entries) {
        toolsets.put(name, new Toolset(name, "", List.of(entries)));
        return this;
    }

    static ToolsetEntry tool(String name) {
        return new ToolsetEntry(EntryKind.TOOL, name, null);
    }

    static ToolsetEntry tool(String name, @Nullable String as, Map<String, Object> fixed, String... hidden) {
        return new ToolsetEntry(EntryKind.TOOL, name, new ToolOverride(as, null, null, fixed, Set.of(hidden)));
    }

    TestPolicy rule(String name, @Nullable String when, String allow) {
        rules.put(name, new Rule(name, "", when, allow, "", false, 1));
        return this;
    }

    TestPolicy withoutRule(String name) {
        rules.remove(name);
        return this;
    }
}
