package dev.patchbay.samples.calculator;

import dev.patchbay.api.Schema;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.BinaryOperator;

/** What the calculator can do, with 34 digits. The annotations give the names in JSON. */
public enum Operation {
    @Schema(name = "add")
    ADD((a, b) -> a.add(b, MathContext.DECIMAL128)),
    @Schema(name = "subtract")
    SUBTRACT((a, b) -> a.subtract(b, MathContext.DECIMAL128)),
    @Schema(name = "multiply")
    MULTIPLY((a, b) -> a.multiply(b, MathContext.DECIMAL128)),
    @Schema(name = "divide")
    DIVIDE((a, b) -> a.divide(b, MathContext.DECIMAL128));

    private final BinaryOperator<BigDecimal> function;

    Operation(BinaryOperator<BigDecimal> function) {
        this.function = function;
    }

    BigDecimal of(BigDecimal a, BigDecimal b) {
        return function.apply(a, b);
    }
}
