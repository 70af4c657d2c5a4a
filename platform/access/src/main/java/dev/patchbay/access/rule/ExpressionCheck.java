package dev.patchbay.access.rule;

import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.RuntimeHelpers;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what an expression reads, and what would fail in every call: patterns, time zones and times that are none.
 */
final class ExpressionCheck {
    private static final int MAX_NESTED_LOOPS = 2;

    private final String part;
    private final CelAbstractSyntaxTree tree;
    private final List<RuleProblem> problems = new ArrayList<>();
    private final Set<RuleVariable> variables = EnumSet.noneOf(RuleVariable.class);
    private final Set<String> arguments = new HashSet<>();
    private boolean readsAllArguments;

    ExpressionCheck(String part, CelAbstractSyntaxTree tree) {
        this.part = part;
        this.tree = tree;
        CelNavigableAst.fromAst(tree).getRoot().allNodes().forEach(this::look);
    }

    List<RuleProblem> problems() {
        return problems;
    }

    Set<RuleVariable> variables() {
        return variables;
    }

    /** The arguments that are read by name, null if all are. */
    @Nullable
    Set<String> arguments() {
        return readsAllArguments ? null : arguments;
    }

    private void look(CelNavigableExpr node) {
        switch (node.getKind()) {
            case IDENT -> RuleVariable.named(node.expr().ident().name()).ifPresent(variable -> read(variable, node));
            case CALL -> call(node);
            case COMPREHENSION -> {
                if (loopsAround(node) >= MAX_NESTED_LOOPS) {
                    problem(node, "More than " + MAX_NESTED_LOOPS + " loops (all, exists, filter, map) are nested.",
                            "Split the rule.");
                }
            }
            default -> {
                // nothing to know about
            }
        }
    }

    private static int loopsAround(CelNavigableExpr node) {
        int loops = 0;
        for (Optional<CelNavigableExpr> up = node.parent(); up.isPresent(); up = up.get().parent()) {
            if (up.get().getKind() == ExprKind.Kind.COMPREHENSION) {
                loops++;
            }
        }
        return loops;
    }

    private void read(RuleVariable variable, CelNavigableExpr node) {
        variables.add(variable);
        if (variable == RuleVariable.ARGS) {
            Optional<String> name = node.parent().flatMap(parent -> argument(parent.expr(), node.expr()));
            name.ifPresentOrElse(arguments::add, () -> readsAllArguments = true);
        }
    }

    /** Returns the name in args.name, has(args.name), args["name"] and "name" in args. */
    private static Optional<String> argument(CelExpr parent, CelExpr args) {
        if (parent.getKind() == ExprKind.Kind.SELECT) {
            return Optional.of(parent.select().field());
        }
        if (parent.getKind() == ExprKind.Kind.CALL && parent.call().args().size() == 2) {
            int at = parent.call().args().get(0).id() == args.id() ? 1 : 0;
            String wanted = at == 1 ? "_[_]" : "@in";
            return parent.call().function().equals(wanted) ? text(parent.call().args().get(at)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<String> text(CelExpr expr) {
        return expr.getKind() == ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE
                        ? Optional.of(expr.constant().stringValue())
                        : Optional.empty();
    }

    private void call(CelNavigableExpr node) {
        List<CelExpr> given = node.expr().call().args();
        String function = node.expr().call().function();
        if (given.isEmpty()) {
            return;
        }
        Optional<String> last = text(given.getLast());
        if (function.equals("matches")) {
            last.ifPresentOrElse(pattern -> pattern(node, pattern), () -> problem(node,
                    "The pattern of matches() must be a text in the rule itself.", "Use contains() or startsWith()."));
        } else if (function.startsWith("get") && node.expr().call().target().isPresent()) {
            last.ifPresentOrElse(zone -> zone(node, zone), () -> problem(node,
                    "The time zone of " + function + "() must be a text in the rule itself.", ""));
        } else if (function.equals("timestamp")) {
            last.ifPresent(time -> tried(node, time, "is no time", "Write 2026-12-31T23:59:59Z.",
                    () -> OffsetDateTime.parse(time)));
        } else if (function.equals("duration")) {
            last.ifPresent(time -> tried(node, time, "is no duration", "Write 90s, 15m or 1h30m.",
                    () -> RuntimeHelpers.createJavaDurationFromString(time)));
        }
    }

    private void pattern(CelNavigableExpr node, String pattern) {
        try {
            MeteredFunctions.pattern(pattern);
        } catch (IllegalArgumentException | PatternSyntaxException e) {
            problem(node, "The pattern cannot be used: " + e.getMessage() + ".",
                    "Patterns are those of RE2: without look-around and back references.");
        }
    }

    private void zone(CelNavigableExpr node, String zone) {
        boolean isOffset = zone.matches("[+-]?\\d{1,2}:\\d{2}");
        if (!isOffset) {
            tried(node, zone, "is no time zone", "Write Europe/Berlin, UTC or +01:00.", () -> ZoneId.of(zone));
        }
    }

    private void tried(CelNavigableExpr node, String text, String what, String hint, Runnable attempt) {
        try {
            attempt.run();
        } catch (DateTimeException | IllegalArgumentException e) {
            problem(node, "'" + text + "' " + what + ".", hint);
        }
    }

    private void problem(CelNavigableExpr node, String message, String hint) {
        Integer offset = tree.getSource().getPositionsMap().get(node.expr().id());
        CelSourceLocation place = offset == null
                ? CelSourceLocation.of(1, 0)
                : tree.getSource().getOffsetLocation(offset).orElse(CelSourceLocation.of(1, 0));
        problems.add(new RuleProblem(part, place.getLine(), place.getColumn() + 1, message, hint));
    }
}
