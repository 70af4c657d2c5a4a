package dev.patchbay.api.spi;

import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of JSON, which has one kind of them, as numbers of Java. */
final class JsonNumbers {
    /** A number with an exponent can be short and its digits still fill the memory. */
    private static final int MAX_DIGITS = 10_000;

    private JsonNumbers() {}

    static long longValue(Object json, long least, long greatest) {
        long value;
        if (json instanceof Long number) {
            value = number;
        } else if (json instanceof Integer number) {
            value = number;
        } else {
            BigInteger big = bigInteger(json);
            if (big.bitLength() >= Long.SIZE) {
                throw new InvalidValueException("", "must be from " + least + " to " + greatest + ", is " + brief(big));
            }
            value = big.longValue();
        }
        if (value < least || value > greatest) {
            throw new InvalidValueException("", "must be from " + least + " to " + greatest + ", is " + value);
        }
        return value;
    }

    static BigInteger bigInteger(Object json) {
        if (json instanceof BigInteger big) {
            return big;
        }
        if (!(json instanceof Number)) {
            throw JsonCodecs.unexpected("an integer", json);
        }
        BigDecimal number = bigDecimal(json);
        if ((long) number.precision() - number.scale() > MAX_DIGITS) {
            throw new InvalidValueException("", "must have at most " + MAX_DIGITS + " digits");
        }
        if (number.signum() != 0 && number.stripTrailingZeros().scale() > 0) {
            throw JsonCodecs.unexpected("an integer", json);
        }
        return number.signum() == 0 ? BigInteger.ZERO : number.toBigInteger();
    }

    static BigDecimal bigDecimal(Object json) {
        return switch (json) {
            case BigDecimal number -> number;
            case BigInteger number -> new BigDecimal(number);
            case Double number -> BigDecimal.valueOf(finite(number));
            case Number number when number instanceof Long || number instanceof Integer -> BigDecimal
                    .valueOf(number.longValue());
            default -> throw JsonCodecs.unexpected("a number", json);
        };
    }

    static double doubleValue(Object json) {
        double value = json instanceof Double number ? number : bigDecimal(json).doubleValue();
        if (!Double.isFinite(value)) {
            throw new InvalidValueException("", "is too large for a binary fraction of 64 bits");
        }
        return value;
    }

    static Double finite(Double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no number for " + value);
        }
        return value;
    }

    private static String brief(BigInteger number) {
        int limit = 40;
        String digits = number.bitLength() > 256 ? "a much greater number" : number.toString();
        return digits.length() > limit ? digits.substring(0, limit) + "…" : digits;
    }
}
