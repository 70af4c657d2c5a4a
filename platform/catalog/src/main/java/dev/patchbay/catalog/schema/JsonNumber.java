package dev.patchbay.catalog.schema;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Which numbers can be calculated with: a short text such as 1e999999999 can stand for more digits than memory. */
final class JsonNumber {
    private static final int MAX_DIGITS = 2_000;
    private static final int MAX_BITS = 6_600;

    private JsonNumber() {}

    static boolean isTractable(Number number) {
        return switch (number) {
            case Long l -> true;
            case Integer i -> true;
            case Double d -> Double.isFinite(d);
            case Float f -> Float.isFinite(f);
            case BigInteger integer -> integer.bitLength() <= MAX_BITS;
            case BigDecimal decimal -> Math.abs((long) decimal.scale()) <= MAX_DIGITS
                    && decimal.unscaledValue().bitLength() <= MAX_BITS;
            case Short s -> true;
            case Byte b -> true;
            default -> false;
        };
    }
}
