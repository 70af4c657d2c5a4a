package dev.patchbay.access.policy;

import dev.patchbay.access.policy.ClientFacts.Enabled;
import dev.patchbay.access.policy.Lines.Line;
import dev.patchbay.access.rule.CompiledRule;
import dev.patchbay.access.rule.RuleClient;
import dev.patchbay.api.call.Caller;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.Enablement.Subject;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.ResourceGrant;
import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Toolset;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.RoleMapping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The whole policy at one moment, indexed for the way of a call. Immutable.
 *
 * <p>Threads: any; nothing blocks.
 */
public final class AccessState {
    private static final Lines NOTHING = new Lines(Optional.empty(), List.of());

    private final AccessData data;
    private final Map<String, Client> clients;
    private final Map<String, Role> roles;
    private final Set<String> mappedRoles;
    private final Map<String, Lines> toolsets = new HashMap<>();
    private final Map<Subject, Map<String, List<Enablement>>> enablements;
    private final Map<String, List<ResourceGrant>> resourceGrants;
    private final Requirements requirements;
    private final List<CompiledRule> viewRules;
    private final List<CompiledRule> callRules;

    /**
     * Indexes the policy.
     *
     * @param data what is stored
     * @param rules the rules of it, compiled, those that are disabled left out
     */
    public AccessState(AccessData data, List<CompiledRule> rules) {
        this.data = data;
        this.clients = byName(data.clients(), Client::id);
        this.roles = byName(data.roles(), Role::name);
        data.toolsets().forEach(toolset -> toolsets.put(toolset.name(), lines(toolset)));
        this.mappedRoles = data.roleMappings().stream().map(RoleMapping::role).collect(Collectors.toSet());
        this.enablements = data.enablements().stream().collect(Collectors.groupingBy(Enablement::subjectKind,
                Collectors.groupingBy(Enablement::subject)));
        this.resourceGrants = data.grants().stream().collect(Collectors.groupingBy(ResourceGrant::clientId));
        this.requirements = new Requirements(data.requirements());
        List<CompiledRule> ordered = rules.stream().sorted(Comparator
                .comparingInt((CompiledRule rule) -> rule.rule().position()).thenComparing(rule -> rule.rule().name()))
                .toList();
        this.viewRules = ordered.stream().filter(CompiledRule::shapesView).toList();
        this.callRules = ordered.stream().filter(rule -> !rule.shapesView()).toList();
    }

    private static <T> Map<String, T> byName(List<T> values, Function<T, String> name) {
        Map<String, T> index = new HashMap<>();
        values.forEach(value -> index.put(name.apply(value), value));
        return index;
    }

    /**
     * Returns what this was made from.
     *
     * @return the data
     */
    public AccessData data() {
        return data;
    }

    /**
     * Finds a client.
     *
     * @param id its id
     * @return the client, disabled or not
     */
    public Optional<Client> client(String id) {
        return Optional.ofNullable(clients.get(id));
    }

    /**
     * Returns the roles of a caller that count now: those that are stored, whatever the caller says, and those that its
     * token gives as long as tokens can give them. So what was taken away is gone for open streams too.
     *
     * @param caller who calls
     * @return the names of existing roles
     */
    public Set<String> roles(Caller caller) {
        Set<String> counted = new LinkedHashSet<>();
        Client client = clients.get(caller.id());
        if (client != null) {
            counted.addAll(client.roles());
        }
        if (caller instanceof ClientIdentity identity) {
            identity.tokenRoles().stream().filter(mappedRoles::contains).forEach(counted::add);
        }
        counted.retainAll(roles.keySet());
        return counted;
    }

    /**
     * Returns all that is known of a caller.
     *
     * @param caller who calls
     * @return what follows from the policy; empty if there is no such client, or it is disabled
     */
    public Optional<ClientFacts> facts(Caller caller) {
        Client client = clients.get(caller.id());
        if (client == null || client.disabled()) {
            return Optional.empty();
        }
        Set<String> counted = roles(caller);
        List<Enabled> enabled = new ArrayList<>();
        enabled(Subject.CLIENT, client.id(), enabled);
        counted.stream().sorted().forEach(role -> enabled(Subject.ROLE, role, enabled));
        Set<String> permissions = new LinkedHashSet<>(client.permissions());
        counted.forEach(name -> role(name).ifPresent(role -> permissions.addAll(role.permissions())));
        String method = caller instanceof ClientIdentity identity
                ? identity.method()
                : ClientIdentity.LOCAL_METHOD;
        return Optional.of(new ClientFacts(client, counted, enabled,
                RuleClient.of(client.id(), counted, permissions, method)));
    }

    private void enabled(Subject kind, String subject, List<Enabled> enabled) {
        enablements(kind, subject).forEach(one -> enabled.add(new Enabled(one, lines(one))));
    }

    /**
     * Returns what is enabled for a client or a role itself.
     *
     * @param kind which of the two
     * @param subject its id or name
     * @return the enablements
     */
    public List<Enablement> enablements(Subject kind, String subject) {
        return enablements.getOrDefault(kind, Map.of()).getOrDefault(subject, List.of());
    }

    private Lines lines(Enablement enablement) {
        return switch (enablement.targetKind()) {
            case TOOLSET -> toolsets.getOrDefault(enablement.target(), NOTHING);
            case TOOL -> line(EntryKind.TOOL, enablement);
            case PROMPT -> line(EntryKind.PROMPT, enablement);
            case RESOURCE -> line(EntryKind.RESOURCE, enablement);
            case TEMPLATE -> line(EntryKind.TEMPLATE, enablement);
        };
    }

    private static Lines line(EntryKind kind, Enablement enablement) {
        return new Lines(Optional.empty(), List.of(new Line(kind, enablement.target(), Optional.empty())));
    }

    private static Lines lines(Toolset toolset) {
        return new Lines(Optional.of(toolset.name()), toolset.entries().stream()
                .map(entry -> new Line(entry.kind(), entry.name(), Optional.ofNullable(entry.override()))).toList());
    }

    /**
     * Returns what an enablement enables, line by line.
     *
     * @param enablement the enablement
     * @return one line, or those of the toolset
     */
    public List<Grant> grants(Enablement enablement) {
        return Grant.of(enablement, lines(enablement));
    }

    /**
     * Returns the actions a client was granted on resources, one by one.
     *
     * @param client the client's id
     * @return the grants
     */
    public List<ResourceGrant> resourceGrants(String client) {
        return resourceGrants.getOrDefault(client, List.of());
    }

    /**
     * Returns a role.
     *
     * @param name its name
     * @return the role, if it exists
     */
    public Optional<Role> role(String name) {
        return Optional.ofNullable(roles.get(name));
    }

    /**
     * Returns what calls need besides being enabled.
     *
     * @return the requirements
     */
    public Requirements requirements() {
        return requirements;
    }

    /**
     * Returns the rules that decide what is seen.
     *
     * @return the rules in their order
     */
    public List<CompiledRule> viewRules() {
        return viewRules;
    }

    /**
     * Returns the rules that decide on single calls, with those that are broken.
     *
     * @return the rules in their order
     */
    public List<CompiledRule> callRules() {
        return callRules;
    }

    /**
     * Returns what is stored but cannot be used.
     *
     * @return texts for people, by what is meant
     */
    public Map<String, String> problems() {
        Map<String, String> problems = new LinkedHashMap<>();
        callRules.stream().filter(rule -> !rule.problems().isEmpty()).forEach(rule -> problems.put(rule.toString(),
                "refuses all that it covers, because it cannot be used: " + rule.problems().getFirst()));
        for (Toolset toolset : data.toolsets()) {
            ToolsetCheck.problems(toolset).forEach(problem -> problems.put(
                    "toolset " + toolset.name() + ", " + problem.entry(), problem.text()));
        }
        return problems;
    }
}
