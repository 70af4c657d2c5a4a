package dev.patchbay.access.explain;

import dev.patchbay.access.CallChecks;
import dev.patchbay.access.limit.CallLimiter;
import dev.patchbay.access.limit.CallLimiter.LimitState;
import dev.patchbay.access.rule.RuleVerdict;
import dev.patchbay.access.view.Views;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.ReservedNames;
import dev.patchbay.invocation.Authorizer.Request;
import dev.patchbay.invocation.Target;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The steps of a call of something that the client sees. */
final class CallSteps {
    private final Question question;
    private final FoundEntry entry;
    private final CallChecks checks;
    private final CallLimiter limiter;
    private final List<Step> steps;

    CallSteps(Views views, Question question, FoundEntry entry, Instant at, CallLimiter limiter, List<Step> steps) {
        this.question = question;
        this.entry = entry;
        this.limiter = limiter;
        this.steps = steps;
        this.checks = new CallChecks(views.state(), entry.facts(),
                new Request(question.caller(), entry.target(), arguments(question, entry)), at);
    }

    private static Map<String, @Nullable Object> arguments(Question question, FoundEntry entry) {
        Map<String, @Nullable Object> completed = new LinkedHashMap<>();
        Map<String, @Nullable Object> sent = question.arguments();
        if (sent != null) {
            completed.putAll(sent);
        }
        entry.preset().ifPresent(preset -> completed.putAll(preset.fixed()));
        return completed;
    }

    void add() {
        if (entry.target().kind() != Target.Kind.TOOL || !ReservedNames.TOOLS.contains(entry.target().original())) {
            scopes();
            permission();
            checks.rules().forEach(this::rule);
        }
        limits();
        entry.target().traits().ifPresent(this::kept);
    }

    private void kept(ToolTraits traits) {
        if (!traits.cacheFor().isZero() && traits.readOnly() && traits.idempotent()) {
            add("cache", Step.Result.NOTED, ReasonCode.RESULTS_KEPT, "Results are given again for "
                    + traits.cacheFor().toSeconds() + " s, to "
                    + (traits.cacheShared() ? "all clients" : "the same client")
                    + (traits.staleFor().isZero() ? ""
                            : ", and as old ones for " + traits.staleFor().toSeconds() + " s more")
                    + ", until what they were built from changes.", "");
        }
    }

    private void add(String station, Step.Result result, ReasonCode code, String text, String change) {
        steps.add(new Step(station, result, code, text, change));
    }

    private void scopes() {
        Set<String> required = checks.requiredScopes();
        Set<String> missing = checks.missingScopes(required);
        if (!missing.isEmpty()) {
            add("scopes", Step.Result.REFUSED, ReasonCode.INSUFFICIENT_SCOPE, "The token lacks "
                    + String.join(" ", missing) + " of " + String.join(" ", new TreeSet<>(required)) + ".",
                    "Ask the authorization server for a token with these scopes.");
        } else {
            add("scopes", Step.Result.PASSED, ReasonCode.SCOPES_HELD, required.isEmpty()
                    ? "No scope is needed."
                    : question.token().isEmpty()
                            ? "Needs " + String.join(" ", required) + ", which does not bind a caller without a token."
                            : "The token has " + String.join(" ", required) + ".",
                    "");
        }
    }

    private void permission() {
        List<String> required = checks.requiredPermissions();
        Optional<String> missing = checks.missingPermission();
        if (missing.isPresent()) {
            add("permission", Step.Result.REFUSED, ReasonCode.PERMISSION,
                    "The client lacks the permission " + missing.get() + ".",
                    "Give it to the client, to one of its roles, or grant the client the action on the resource.");
        } else {
            add("permission", Step.Result.PASSED, ReasonCode.PERMISSION_HELD, required.isEmpty()
                    ? "No permission is needed."
                    : "The client has " + String.join(", ", required) + ".", "");
        }
    }

    private void rule(CallChecks.RuleResult result) {
        String name = result.rule().toString();
        RuleVerdict verdict = result.verdict();
        boolean needsArguments = question.arguments() == null && result.rule().readsArguments()
                && result.rule().problems().isEmpty();
        if (needsArguments && verdict.outcome() != RuleVerdict.Outcome.NOT_APPLICABLE) {
            add("rule", Step.Result.NOTED, ReasonCode.RULE_NEEDS_ARGUMENTS,
                    "The " + name + " decides by the arguments.", "Give arguments to have them judged.");
            return;
        }
        switch (verdict.outcome()) {
            case ALLOWED ->
                    add("rule", Step.Result.PASSED, ReasonCode.RULE_ALLOWS, "The " + name + " allows the call.", "");
            case NOT_APPLICABLE -> add("rule", Step.Result.PASSED, ReasonCode.RULE_NOT_APPLICABLE,
                    "The " + name + " is about other calls.", "");
            case REFUSED -> add("rule", Step.Result.REFUSED, ReasonCode.RULE, "The " + name + " refuses the call: not "
                    + result.rule().rule().allow(), "Change the call, or the rule.");
            case FAILED -> add("rule", Step.Result.REFUSED, ReasonCode.RULE_FAILED,
                    "The " + name + " cannot be evaluated for this call, so it refuses: " + verdict.detail() + ".",
                    "Repair the rule; has(args.name) asks whether an argument is there.");
        }
    }

    private void limits() {
        boolean isUsedUp = false;
        for (LimitState limit : limiter.states(question.client(), entry.target())) {
            if (limit.left() < 1) {
                isUsedUp = true;
                add("limit", Step.Result.REFUSED,
                        limit.isQuota() ? ReasonCode.QUOTA_EXCEEDED : ReasonCode.RATE_LIMITED,
                        "Used up: " + limit.name() + ", " + limit.limit() + " (" + limit.origin() + ").",
                        limit.isQuota() ? "Wait for midnight in UTC, or raise the quota."
                                : "Wait, or raise the limit.");
            }
        }
        if (!isUsedUp) {
            add("limit", Step.Result.PASSED, ReasonCode.LIMITS_LEFT, limiter.states(question.client(), entry.target())
                    .stream().map(limit -> limit.name() + ": " + limit.left() + " of " + limit.limit() + " left")
                    .reduce((one, other) -> one + "; " + other).orElse("No limit counts this call."), "");
        }
    }
}
