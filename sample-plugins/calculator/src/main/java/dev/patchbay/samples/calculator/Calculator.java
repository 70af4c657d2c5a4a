package dev.patchbay.samples.calculator;

import dev.patchbay.api.Contributes;
import dev.patchbay.api.Description;
import dev.patchbay.api.tool.Tool;
import dev.patchbay.api.tool.ToolException;
import java.math.BigDecimal;

/** A tool with typed arguments, a structured result and errors that help. */
@Contributes
public final class Calculator {
    private static final int LONGEST_WRITTEN_OUT = 40;
    private static final int MOST_DIGITS = 300;

    /**
     * The structured result, {@code {"result": 15}}.
     *
     * @param result the number
     */
    public record Result(@Description("What comes out") BigDecimal result) {}

    @Tool(description = "Calculates with two decimal numbers, with 34 digits", readOnly = true, idempotent = true,
            openWorld = false)
    public Result calculator(@Description("What to do with the two numbers") Operation operation,
            @Description("The first number") BigDecimal a, @Description("The second number") BigDecimal b) {
        if (operation == Operation.DIVIDE && b.signum() == 0) {
            throw new ToolException("Cannot divide " + a + " by zero. Call again with a b that is not 0.")
                    .code("division_by_zero")
                    .suggestion("Use a b that is not 0");
        }
        BigDecimal result = operation.of(a, b);
        if (Math.abs(result.precision() - result.scale()) > MOST_DIGITS) {
            throw new ToolException(
                    "The result has more than " + MOST_DIGITS + " digits. Call again with smaller numbers.")
                    .code("out_of_range");
        }
        return new Result(plain(result));
    }

    /** 15.0 and 1.5E+1 are 15; only what is very large keeps its exponent. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        boolean written = stripped.scale() < 0 && stripped.scale() > -LONGEST_WRITTEN_OUT;
        return written ? stripped.setScale(0) : stripped;
    }
}
