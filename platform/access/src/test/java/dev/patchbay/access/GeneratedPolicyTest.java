package dev.patchbay.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.access.explain.Explanation;
import dev.patchbay.access.explain.Question;
import dev.patchbay.access.explain.Question.Token;
import dev.patchbay.access.explain.ReasonCode;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.Authorizer.Decision;
import dev.patchbay.invocation.Authorizer.Request;
import dev.patchbay.invocation.Target;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.store.enablement.Enablement;
import dev.patchbay.store.enablement.EntryKind;
import dev.patchbay.store.enablement.Requirement;
import dev.patchbay.store.enablement.ToolsetEntry;
import dev.patchbay.store.identity.Client;
import dev.patchbay.store.identity.RoleMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random policies, held against a small oracle that knows nothing of views, indexes and caches; and what is explained
 * held against what is decided.
 */
final class GeneratedPolicyTest {
    private static final double SCALE = Double.parseDouble(System.getProperty("patchbay.scale", "0.05"));
    private static final int POLICIES = (int) Math.max(20, 800 * SCALE);
    private static final List<String> CLIENTS = List.of("a", "b", "c");
    private static final List<String> ROLES = List.of("r1", "r2", "r3");
    private static final List<String> TOOLS = List.of("github_create_issue", "github_list_issues", "github_export");
    private static final List<String> PATTERNS = List.of("github_create_issue", "github_list_issues", "github_export",
            "github_*", "github_l*", "x*", "*", "github_e");
    private static final List<String> URIS = List.of("notes://home/1", "notes://office/1", "notes://files/a/b",
            "notes://home/../x", "notes://home/%2e%2e", "other://x");
    private static final List<String> URI_PATTERNS = List.of("notes://home/1", "notes://home/*", "notes://*", "*",
            "notes://files/a/b");
    private static final List<String> SCOPES = List.of("s1", "s1:x", "s2");

    private final Random random = new Random(20261121);

    /** What the oracle knows. */
    private record Oracle(Map<String, Client> clients, List<Enablement> enablements,
            Map<String, List<ToolsetEntry>> toolsets,
            List<Requirement> requirements, Map<String, Set<String>> rolePermissions, boolean internsRead,
            boolean acmeOnly) {
        Client stored(ClientIdentity caller) {
            return Objects.requireNonNull(clients.get(caller.id()));
        }

        Set<String> roles(ClientIdentity caller) {
            Set<String> roles = new HashSet<>(stored(caller).roles());
            if (caller.scoped()) {
                caller.tokenRoles().stream().filter("r3"::equals).forEach(roles::add);
            }
            return roles;
        }

        boolean enabled(ClientIdentity caller, EntryKind kind, String name) {
            Client client = clients.get(caller.id());
            if (client == null || client.disabled()) {
                return false;
            }
            for (Enablement one : enablements) {
                boolean mine = one.subjectKind() == Enablement.Subject.CLIENT
                        ? one.subject().equals(caller.id())
                        : roles(caller).contains(one.subject());
                if (mine && one.targetKind().name().equals(kind.name()) && matches(one.target(), name)) {
                    return true;
                }
                if (mine && one.targetKind() == Enablement.Target.TOOLSET
                        && toolsets.getOrDefault(one.target(), List.of()).stream()
                                .anyMatch(entry -> entry.kind() == kind && matches(entry.name(), name))) {
                    return true;
                }
            }
            return false;
        }

        static boolean matches(String pattern, String name) {
            return pattern.endsWith("*")
                    ? name.startsWith(pattern.substring(0, pattern.length() - 1)) && !name.contains("..")
                            && !name.contains("%2e")
                    : pattern.equals(name);
        }

        boolean seesTool(ClientIdentity caller, String tool, ToolTraits traits) {
            return enabled(caller, EntryKind.TOOL, tool)
                    && (!internsRead || !roles(caller).contains("r1") || traits.readOnly());
        }

        String decision(ClientIdentity caller, String tool, Map<String, @Nullable Object> arguments) {
            Set<String> permissions = new HashSet<>(stored(caller).permissions());
            roles(caller).forEach(role -> permissions.addAll(rolePermissions.getOrDefault(role, Set.of())));
            List<Requirement> needed = requirements.stream().filter(one -> matches(one.name(), tool)).toList();
            for (Requirement one : needed) {
                for (String scope : one.scopes()) {
                    boolean held = caller.scopes().contains(scope)
                            || (scope.contains(":")
                                    && caller.scopes().contains(scope.substring(0, scope.indexOf(':'))));
                    if (caller.scoped() && !held) {
                        return "insufficient_scope";
                    }
                }
            }
            if (needed.stream().anyMatch(one -> one.permission() != null && !permissions.contains(one.permission()))) {
                return "permission";
            }
            boolean isAcme = String.valueOf(arguments.get("repo")).startsWith("acme/");
            return acmeOnly && tool.equals("github_create_issue") && !isAcme ? "rule" : "allowed";
        }
    }

    @Test
    void viewsDecisionsAndExplanationsAgreeWithTheOracle() {
        int cells = 0;
        int[] seen = new int[2];
        Set<String> decisions = new HashSet<>();
        try (TestAccess host = new TestAccess()) {
            for (int i = 0; i < POLICIES; i++) {
                Oracle oracle = policy(host.policy);
                host.reload();
                for (String client : CLIENTS) {
                    for (ClientIdentity caller : callers(client)) {
                        cells += tools(host, oracle, caller, seen, decisions) + resources(host, oracle, caller);
                    }
                }
            }
        }
        assertThat(cells).isGreaterThan(POLICIES * 70);
        assertThat(seen[0]).as("tools not seen").isGreaterThan(cells / 20);
        assertThat(seen[1]).as("tools seen").isGreaterThan(cells / 20);
        assertThat(decisions).containsExactlyInAnyOrder("allowed", "insufficient_scope", "permission", "rule");
        System.out.println(cells + " cells in " + POLICIES + " policies agree with the oracle");
    }

    private int tools(TestAccess host, Oracle oracle, ClientIdentity caller, int[] seen, Set<String> decisions) {
        int cells = 0;
        View view = host.authorizer.view(caller);
        for (String tool : TOOLS) {
            ToolEntry entry = host.catalog.registry.current().tool(tool).orElseThrow();
            boolean isSeen = view.tool(tool).isPresent();
            assertThat(isSeen).as("%s sees %s: %s", caller, tool, oracle)
                    .isEqualTo(oracle.seesTool(caller, tool, entry.definition().traits()));
            seen[isSeen ? 1 : 0]++;
            for (String repo : List.of("acme/web", "evil/web")) {
                Map<String, @Nullable Object> arguments = Map.of("repo", repo);
                Explanation told = host.explain.answer(question(caller, EntryKind.TOOL, tool, arguments));
                assertThat(told.isSeen()).isEqualTo(isSeen);
                if (isSeen) {
                    Decision decision = host.authorizer
                            .decide(new Request(caller, new Target(Target.Kind.TOOL, tool, tool,
                                    "github", Optional.of(entry.definition().traits())), arguments));
                    String word = word(decision);
                    decisions.add(word);
                    assertThat(word).as("%s calls %s: %s", caller, tool, oracle)
                            .isEqualTo(oracle.decision(caller, tool, arguments));
                    assertThat(told.code().word()).as(told.toString()).isEqualTo(word);
                    assertThat(told.isAllowed()).isEqualTo(word.equals("allowed"));
                } else {
                    assertThat(told.isAllowed()).as(told.toString()).isFalse();
                }
                cells++;
            }
        }
        return cells;
    }

    private static int resources(TestAccess host, Oracle oracle, ClientIdentity caller) {
        View view = host.authorizer.view(caller);
        for (String uri : URIS) {
            boolean isReadable = view.resource(uri).isPresent();
            assertThat(isReadable).as("%s reads %s: %s", caller, uri, oracle)
                    .isEqualTo(uri.startsWith("notes:") && oracle.enabled(caller, EntryKind.RESOURCE, uri));
            Explanation told = host.explain.answer(question(caller, EntryKind.RESOURCE, uri, null));
            assertThat(told.isSeen()).as(told.toString()).isEqualTo(isReadable);
            assertThat(told.isAllowed()).as(told.toString()).isEqualTo(isReadable);
            if (!isReadable) {
                assertThat(told.code()).isNotEqualTo(ReasonCode.ALLOWED);
            }
        }
        return URIS.size();
    }

    private static Question question(ClientIdentity caller, EntryKind kind, String name,
            @Nullable Map<String, @Nullable Object> arguments) {
        return new Question(caller.id(), kind, name,
                caller.scoped() ? Optional.of(new Token(caller.scopes(), caller.roles())) : Optional.empty(), arguments,
                null);
    }

    private static String word(Decision decision) {
        return switch (decision) {
            case Decision.Allowed allowed -> "allowed";
            case Decision.MissingScopes missing -> "insufficient_scope";
            case Decision.Denied denied -> denied.code();
        };
    }

    private List<ClientIdentity> callers(String client) {
        return List.of(TestAccess.key(client), TestAccess.token(client, Set.copyOf(some(ROLES)),
                some(SCOPES).toArray(String[]::new)));
    }

    private <T> List<T> some(List<T> all) {
        return all.stream().filter(one -> random.nextInt(3) == 0).toList();
    }

    private <T> T one(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Oracle policy(TestPolicy policy) {
        policy.clear();
        Map<String, Set<String>> rolePermissions = Map.of("r1", Set.of(), "r2", Set.of("p:q"), "r3", Set.of());
        rolePermissions.forEach((role, permissions) -> policy.role(role, permissions.toArray(String[]::new)));
        policy.mappings.add(new RoleMapping(RoleMapping.Kind.SCOPE, "https://issuer", "", "s", "r3"));
        Map<String, Client> clients = new HashMap<>();
        for (String id : CLIENTS) {
            Client client = new Client(id, id, Set.copyOf(some(ROLES)), random.nextBoolean() ? Set.of("p:q") : Set.of(),
                    random.nextInt(6) == 0, false, 1_000_000, null, Instant.EPOCH);
            clients.put(id, client);
            policy.client(client);
        }
        Map<String, List<ToolsetEntry>> toolsets = new HashMap<>();
        for (String name : List.of("t1", "t2")) {
            Set<ToolsetEntry> entries = new HashSet<>();
            some(PATTERNS).forEach(pattern -> entries.add(new ToolsetEntry(EntryKind.TOOL, pattern, null)));
            some(URI_PATTERNS).forEach(pattern -> entries.add(new ToolsetEntry(EntryKind.RESOURCE, pattern, null)));
            toolsets.put(name, List.copyOf(entries));
            policy.toolset(name, entries.toArray(ToolsetEntry[]::new));
        }
        List<Enablement> enablements = new ArrayList<>();
        for (int i = random.nextInt(7); i > 0; i--) {
            boolean ofClient = random.nextBoolean();
            Enablement.Target kind = one(List.of(Enablement.Target.TOOL, Enablement.Target.RESOURCE,
                    Enablement.Target.TOOLSET));
            String target = one(switch (kind) {
                case TOOL -> PATTERNS;
                case RESOURCE -> URI_PATTERNS;
                default -> List.of("t1", "t2");
            });
            enablements.add(new Enablement(ofClient ? Enablement.Subject.CLIENT : Enablement.Subject.ROLE,
                    one(ofClient ? CLIENTS : ROLES), kind, target));
        }
        enablements.forEach(policy::enable);
        List<Requirement> requirements = new ArrayList<>();
        some(PATTERNS.subList(0, 5)).forEach(pattern -> requirements.add(new Requirement(EntryKind.TOOL, pattern,
                Set.copyOf(some(SCOPES)), random.nextBoolean() ? "p:q" : null)));
        policy.requirements.addAll(requirements);
        boolean internsRead = random.nextBoolean();
        boolean acmeOnly = random.nextBoolean();
        if (internsRead) {
            policy.rule("interns", "'r1' in client.roles", "tool.readOnly");
        }
        if (acmeOnly) {
            policy.rule("acme", "tool.name == 'github_create_issue'", "args.repo.startsWith('acme/')");
        }
        return new Oracle(clients, enablements, toolsets, requirements, rolePermissions, internsRead, acmeOnly);
    }
}
