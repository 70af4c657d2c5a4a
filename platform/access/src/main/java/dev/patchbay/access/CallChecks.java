package dev.patchbay.access;

import dev.patchbay.access.policy.AccessState;
import dev.patchbay.access.policy.ClientFacts;
import dev.patchbay.access.policy.UriShape;
import dev.patchbay.access.rule.CompiledRule;
import dev.patchbay.access.rule.RuleCall;
import dev.patchbay.access.rule.RuleSubject;
import dev.patchbay.access.rule.RuleVerdict;
import dev.patchbay.api.call.Caller;
import dev.patchbay.invocation.Authorizer.Decision;
import dev.patchbay.invocation.Authorizer.Request;
import dev.patchbay.invocation.Target;
import dev.patchbay.security.ClientIdentity;
import dev.patchbay.store.enablement.Requirement;
import dev.patchbay.store.enablement.ResourceGrant;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The checks of one call of something that the client sees, each by itself: scopes, permissions, rules. The authorizer
 * takes the first that refuses; who wants to know everything asks for each. Used once, for one call.
 *
 * <p>Threads: one; nothing blocks.
 */
public final class CallChecks {
    private final AccessState state;
    private final ClientFacts facts;
    private final Request request;
    private final List<Requirement> requirements;
    private final Instant now;
    private @Nullable List<RuleCall> readings;

    /**
     * Prepares the checks.
     *
     * @param state the policy
     * @param facts the client
     * @param request the call
     * @param now the time
     */
    public CallChecks(AccessState state, ClientFacts facts, Request request, Instant now) {
        this.state = state;
        this.facts = facts;
        this.request = request;
        this.requirements = state.requirements().of(request.target());
        this.now = now;
    }

    /** What rules are evaluated on: a URI with escapes is read in two ways. */
    private List<RuleCall> readings() {
        List<RuleCall> known = readings;
        if (known == null) {
            Target target = request.target();
            List<String> names = target.kind() == Target.Kind.RESOURCE
                    ? UriShape.readings(target.original())
                    : List.of(target.original());
            known = new ArrayList<>(names.size());
            for (String name : names) {
                known.add(RuleCall.of(facts.rule(),
                        new RuleSubject(kind(target), name, target.instance(), target.traits()), arguments(request),
                        now));
            }
            readings = known;
        }
        return known;
    }

    private RuleVerdict evaluate(CompiledRule rule) {
        List<RuleCall> calls = readings();
        RuleVerdict verdict = rule.evaluate(calls.getFirst());
        return verdict.isPassed() && calls.size() > 1 ? rule.evaluate(calls.getLast()) : verdict;
    }

    private static RuleSubject.Kind kind(Target target) {
        return switch (target.kind()) {
            case TOOL -> RuleSubject.Kind.TOOL;
            case PROMPT, PROMPT_COMPLETION -> RuleSubject.Kind.PROMPT;
            case RESOURCE -> RuleSubject.Kind.RESOURCE;
            case TEMPLATE_COMPLETION -> RuleSubject.Kind.TEMPLATE;
        };
    }

    /** Only tools and prompts have arguments; what is typed into one of a prompt while completing is none yet. */
    private static @Nullable Map<String, @Nullable Object> arguments(Request request) {
        return switch (request.target().kind()) {
            case TOOL, PROMPT -> request.arguments();
            case RESOURCE, PROMPT_COMPLETION, TEMPLATE_COMPLETION -> null;
        };
    }

    /**
     * Decides.
     *
     * @return the decision of the first check that refuses
     */
    public Decision decide() {
        Set<String> scopes = requiredScopes();
        if (!missingScopes(scopes).isEmpty()) {
            return new Decision.MissingScopes(scopes);
        }
        Optional<String> permission = missingPermission();
        if (permission.isPresent()) {
            return denied(permission.get());
        }
        for (CompiledRule rule : state.callRules()) {
            RuleVerdict verdict = evaluate(rule);
            if (!verdict.isPassed()) {
                return denied(rule, verdict);
            }
        }
        return Decision.ALLOWED;
    }

    /**
     * Returns the scopes of the operation.
     *
     * @return all of them, whoever calls
     */
    public Set<String> requiredScopes() {
        if (requirements.isEmpty()) {
            return Set.of();
        }
        Set<String> scopes = new LinkedHashSet<>();
        requirements.forEach(requirement -> scopes.addAll(requirement.scopes()));
        return scopes;
    }

    /**
     * Returns which scopes the caller lacks.
     *
     * @param required what it needs
     * @return nothing for a caller without a token, whom scopes do not bind
     */
    public Set<String> missingScopes(Set<String> required) {
        Caller caller = request.caller();
        if (required.isEmpty() || !(caller instanceof ClientIdentity identity)) {
            return Set.of();
        }
        Set<String> missing = Set.of();
        for (String scope : required) {
            if (!identity.covers(scope)) {
                missing = missing.isEmpty() ? new TreeSet<>() : missing;
                missing.add(scope);
            }
        }
        return missing;
    }

    /**
     * Returns the permissions of the operation.
     *
     * @return all of them
     */
    public List<String> requiredPermissions() {
        if (requirements.isEmpty()) {
            return List.of();
        }
        List<String> permissions = new ArrayList<>();
        for (Requirement requirement : requirements) {
            String permission = requirement.permission();
            if (permission != null && !permissions.contains(permission)) {
                permissions.add(permission);
            }
        }
        return permissions;
    }

    /**
     * Returns the first permission that the client lacks: neither it nor a role of it has it, and no grant on the
     * resource gives it.
     *
     * @return the permission, empty if it has all
     */
    public Optional<String> missingPermission() {
        for (String permission : requiredPermissions()) {
            if (!isPermitted(permission)) {
                return Optional.of(permission);
            }
        }
        return Optional.empty();
    }

    private boolean isPermitted(String permission) {
        return facts.client().permissions().contains(permission) || facts.permissions().contains(permission)
                || state.resourceGrants(facts.client().id()).stream()
                        .anyMatch(grant -> permission(grant).equals(permission));
    }

    private static String permission(ResourceGrant grant) {
        return grant.resource() + ":" + grant.action();
    }

    private Decision denied(String permission) {
        int colon = permission.lastIndexOf(':');
        Set<String> held = new TreeSet<>(facts.permissions());
        state.resourceGrants(facts.client().id()).forEach(grant -> held.add(permission(grant)));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("resource", colon < 0 ? request.target().name() : permission.substring(0, colon));
        data.put("required_permission", permission.substring(colon + 1));
        data.put("user_permissions", List.copyOf(held));
        String what = switch (request.target().kind()) {
            case TOOL -> "tool";
            case PROMPT, PROMPT_COMPLETION -> "prompt";
            case RESOURCE, TEMPLATE_COMPLETION -> "resource";
        };
        return new Decision.Denied("permission", "Insufficient permissions for this " + what, data);
    }

    private static Decision denied(CompiledRule rule, RuleVerdict verdict) {
        String name = rule.rule().name();
        String own = rule.rule().message();
        if (verdict.outcome() == RuleVerdict.Outcome.FAILED) {
            // Not why: that may show arguments that a toolset fixes
            return new Decision.Denied("rule", own.isBlank()
                    ? "The rule '" + name + "' could not be applied to this call, so the call is refused."
                    : own, Map.of("rule", name, "failed", true));
        }
        return new Decision.Denied("rule", own.isBlank() ? "Refused by the rule '" + name + "'." : own,
                Map.of("rule", name));
    }

    /**
     * What one rule says of the call.
     *
     * @param rule the rule
     * @param verdict what it says
     */
    public record RuleResult(CompiledRule rule, RuleVerdict verdict) {}

    /**
     * Evaluates all rules, also after one that refuses.
     *
     * @return what each says
     */
    public List<RuleResult> rules() {
        return state.callRules().stream().map(rule -> new RuleResult(rule, evaluate(rule))).toList();
    }
}
