package dev.patchbay.access.rule;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One compiled expression of a rule.
 *
 * @param program the library's program
 * @param variables what it reads
 * @param arguments the arguments that it reads by name, null if it reads all
 */
record Expression(Program program, Set<RuleVariable> variables, @Nullable Set<String> arguments) {
    /**
     * Evaluates the expression.
     *
     * @throws CelEvaluationException if that fails
     * @throws ArgumentPicture.TooLargeException if it reads too much
     * @throws Fuel.CostExceededException if it costs too much
     */
    boolean isTrue(RuleCall call, Fuel fuel) throws CelEvaluationException {
        Object picture = variables.contains(RuleVariable.ARGS)
                ? ArgumentPicture.of(call.arguments(), arguments)
                : null;
        Object result = program.eval(name -> {
            Optional<Object> value = RuleVariable.named(name)
                    .map(variable -> variable == RuleVariable.ARGS && picture != null ? picture : variable.of(call));
            // The library walks a container each time that it is named
            value.ifPresent(fuel::look);
            return value;
        });
        // An error in one half of || or && can disappear, this one must not
        fuel.take(0);
        return Boolean.TRUE.equals(result);
    }
}
