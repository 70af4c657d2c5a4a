package dev.patchbay.access.rule;

import dev.cel.runtime.CelEvaluationException;
import dev.patchbay.access.rule.RuleSubject.Kind;
import dev.patchbay.store.enablement.Rule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A rule, ready to be evaluated. One with problems refuses what it covers, so that a rule which a new version no longer
 * understands opens nothing. Immutable.
 *
 * <p>Threads: any; evaluating takes well under a millisecond and does not block.
 */
public final class CompiledRule {
    private static final int MAX_DETAIL = 300;
    private static final Pattern PLACE = Pattern.compile("^evaluation error at <input>:\\d+: ");

    private final Rule rule;
    private final ThreadLocal<Fuel> meter;
    private final @Nullable Expression when;
    private final @Nullable Expression allow;
    private final List<RuleProblem> problems;
    private final Set<RuleVariable> variables = EnumSet.noneOf(RuleVariable.class);

    CompiledRule(Rule rule, ThreadLocal<Fuel> meter, @Nullable Expression when, @Nullable Expression allow,
            List<RuleProblem> problems) {
        this.rule = rule;
        this.meter = meter;
        this.when = when;
        this.allow = allow;
        this.problems = List.copyOf(problems);
        if (when != null) {
            variables.addAll(when.variables());
        }
        if (allow != null) {
            variables.addAll(allow.variables());
        }
    }

    /**
     * Returns the rule as it was written.
     *
     * @return the rule
     */
    public Rule rule() {
        return rule;
    }

    /**
     * Returns what is wrong with it.
     *
     * @return the problems, none if it can be evaluated
     */
    public List<RuleProblem> problems() {
        return problems;
    }

    /**
     * Returns whether the rule decides what a client sees. It does unless it reads arguments or the time; a broken one
     * does not, so that its refusals can be seen.
     *
     * @return whether it shapes views
     */
    public boolean shapesView() {
        return problems.isEmpty() && variables.stream().noneMatch(RuleVariable::isOfCall);
    }

    /**
     * Returns whether the rule reads arguments.
     *
     * @return whether it does; a broken one may not
     */
    public boolean readsArguments() {
        return variables.contains(RuleVariable.ARGS);
    }

    /**
     * Returns what of a client the rule reads: for clients that agree in it, the rule says the same.
     *
     * @param client the client
     * @return the parts that are read
     */
    public List<Object> read(RuleClient client) {
        return List.of(variables.contains(RuleVariable.CLIENT_ID) ? client.id() : "",
                variables.contains(RuleVariable.CLIENT_ROLES) ? client.roles() : List.of(),
                variables.contains(RuleVariable.CLIENT_PERMISSIONS) ? client.permissions() : List.of(),
                variables.contains(RuleVariable.CLIENT_METHOD) ? client.method() : "");
    }

    /**
     * Returns whether the rule can be about a kind of entry at all: one that reads {@code tool} is about tools.
     *
     * @param kind the kind
     * @return whether it can be
     */
    public boolean concerns(Kind kind) {
        return kind == Kind.TOOL || variables.stream().noneMatch(RuleVariable::isOfTool);
    }

    /**
     * Evaluates the rule. Never throws.
     *
     * @param call the call or entry
     * @return what the rule says of it
     */
    public RuleVerdict evaluate(RuleCall call) {
        if (!concerns(call.subject().kind()) || (variables.contains(RuleVariable.ARGS) && !call.hasArguments())) {
            return RuleVerdict.NOT_APPLICABLE;
        }
        if (when == null && rule.when() != null) {
            return RuleVerdict.failed(problems.getFirst().toString());
        }
        meter.set(call.fuel());
        try {
            if (when != null && !when.isTrue(call, call.fuel())) {
                return RuleVerdict.NOT_APPLICABLE;
            }
            if (allow == null) {
                return RuleVerdict.failed(problems.getFirst().toString());
            }
            return allow.isTrue(call, call.fuel()) ? RuleVerdict.ALLOWED : RuleVerdict.REFUSED;
        } catch (CelEvaluationException | RuntimeException e) {
            return RuleVerdict.failed(detail(e));
        } finally {
            meter.remove();
        }
    }

    private static String detail(Exception failure) {
        Throwable shown = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Fuel.CostExceededException) {
                shown = cause;
            }
        }
        String text = PLACE.matcher(String.valueOf(shown.getMessage())).replaceFirst("");
        return text.length() <= MAX_DETAIL ? text : text.substring(0, MAX_DETAIL) + "…";
    }

    @Override
    public String toString() {
        return "rule " + rule.name();
    }
}
