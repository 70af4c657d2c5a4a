package dev.patchbay.access.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.patchbay.store.enablement.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The language of rules: CEL with the variables that a rule may read, and bounds on what an expression may cost. Takes
 * some 100 ms to set up, which the first rule waits for.
 *
 * <p>Threads: any.
 */
public final class RuleLanguage {
    /** The longest expression, in characters. */
    public static final int MAX_EXPRESSION = 2_000;
    static final int MAX_NODES = 300;
    static final int MAX_DEPTH = 32;
    static final int MAX_ITERATIONS = 1_000;

    private final ThreadLocal<Fuel> meter = ThreadLocal.withInitial(() -> new Fuel(0));
    private @Nullable Environment environment;

    private record Environment(CelCompiler compiler, CelRuntime runtime) {}

    /** Creates the language; nothing is loaded yet. */
    public RuleLanguage() {
        // nothing to do before the first rule
    }

    private synchronized Environment environment() {
        Environment known = environment;
        if (known == null) {
            CelOptions options = CelOptions.current().maxExpressionCodePointSize(MAX_EXPRESSION)
                    .maxParseExpressionNodeCount(MAX_NODES).maxParseRecursionDepth(MAX_DEPTH)
                    .comprehensionMaxIterations(MAX_ITERATIONS).enableHeterogeneousNumericComparisons(true)
                    .maxRegexProgramSize(MeteredFunctions.MAX_PATTERN_SIZE).build();
            CelCompilerBuilder compiler = CelCompilerFactory.standardCelCompilerBuilder().setOptions(options)
                    .setStandardMacros(CelStandardMacro.STANDARD_MACROS).setResultType(SimpleType.BOOL);
            for (RuleVariable variable : RuleVariable.values()) {
                compiler.addVar(variable.text(), variable.type());
            }
            CelRuntime runtime = CelRuntimeFactory.plannerRuntimeBuilder().setOptions(options)
                    .setStandardFunctions(MeteredFunctions.unmetered())
                    .addFunctionBindings(new MeteredFunctions(meter).bindings(options)).build();
            known = new Environment(compiler.build(), runtime);
            environment = known;
        }
        return known;
    }

    /**
     * Compiles a rule. Never throws: a rule with problems refuses what it covers.
     *
     * @param rule the rule as it is stored
     * @return the compiled rule, which knows its problems
     */
    public CompiledRule compile(Rule rule) {
        List<RuleProblem> problems = new ArrayList<>();
        String condition = rule.when();
        Expression when = condition == null ? null : compile("when", condition, problems);
        Expression allow = compile("allow", rule.allow(), problems);
        return new CompiledRule(rule, meter, when, allow, problems);
    }

    private @Nullable Expression compile(String part, String text, List<RuleProblem> problems) {
        if (text.codePointCount(0, text.length()) > MAX_EXPRESSION) {
            problems.add(new RuleProblem(part, 1, 1, "The expression is longer than " + MAX_EXPRESSION + " characters.",
                    "Split it into several rules."));
            return null;
        }
        try {
            Environment known = environment();
            CelValidationResult checked = known.compiler().compile(text);
            if (checked.hasError()) {
                checked.getErrors().forEach(issue -> problems.add(problem(part, issue)));
                return null;
            }
            CelAbstractSyntaxTree tree = checked.getAst();
            ExpressionCheck check = new ExpressionCheck(part, tree);
            List<RuleProblem> found = check.problems();
            problems.addAll(found);
            return found.isEmpty()
                    ? new Expression(known.runtime().createProgram(tree), check.variables(), check.arguments())
                    : null;
        } catch (CelValidationException | CelEvaluationException | RuntimeException e) {
            problems.add(new RuleProblem(part, 1, 1, "The expression cannot be compiled: " + e.getMessage(), ""));
            return null;
        }
    }

    private static RuleProblem problem(String part, CelIssue issue) {
        String message = issue.getMessage().replace(" (in container '')", "").strip();
        return new RuleProblem(part, Math.max(1, issue.getSourceLocation().getLine()),
                Math.max(0, issue.getSourceLocation().getColumn()) + 1,
                message.isEmpty() ? "This is no expression." : sentence(message), hint(message));
    }

    private static String sentence(String message) {
        String upper = message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1);
        return upper.endsWith(".") ? upper : upper + ".";
    }

    private static String hint(String message) {
        List<Hint> hints = List.of(
                new Hint("undeclared reference", () -> "A rule can read " + RuleVariable.names() + "."),
                new Hint("recursion limit", () -> "Nest less, or split the rule."),
                new Hint("node", () -> "Split it into several rules."),
                new Hint("expected type 'bool'", () -> "The expression must be true or false: compare with ==."),
                new Hint("no matching overload",
                        () -> "Both sides must have the same type; int(), double() and string() convert."),
                new Hint("token recognition error at: '=", () -> "Compare with ==."),
                new Hint("token recognition error",
                        () -> "Texts stand in single or double quotes; and is &&, or is ||."));
        return hints.stream().filter(hint -> message.contains(hint.part())).findFirst()
                .map(hint -> hint.text().get()).orElse("");
    }

    private record Hint(String part, Supplier<String> text) {}
}
