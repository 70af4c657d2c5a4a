package dev.patchbay.invocation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** JSON values as they come back from the wire: integers as Long or BigInteger, other numbers as BigDecimal. */
final class JsonValue {
    private static final int MAX_DEPTH = 60;

    private JsonValue() {}

    /**
     * Returns a value as the wire would give it back.
     *
     * @throws IllegalArgumentException if something in it is not JSON
     */
    static @Nullable Object normalized(@Nullable Object value) {
        return normalized(value, 0);
    }

    /**
     * Returns an object as the wire would give it back.
     *
     * @throws IllegalArgumentException if something in it is not JSON
     */
    @SuppressWarnings("unchecked") // a map with string keys stays one
    static Map<String, @Nullable Object> object(Map<String, ? extends @Nullable Object> value) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(normalized(value));
    }

    private static @Nullable Object normalized(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("The value is nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean bool -> bool;
            case Number number -> number(number);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>(list.size());
                list.forEach(item -> items.add(normalized(item, depth + 1)));
                yield Collections.unmodifiableList(items);
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                map.forEach((key, member) -> {
                    if (!(key instanceof String name)) {
                        throw new IllegalArgumentException("A JSON object has string keys, not " + key);
                    }
                    members.put(name, normalized(member, depth + 1));
                });
                yield Collections.unmodifiableMap(members);
            }
            default -> throw notJson(value);
        };
    }

    private static Number number(Number number) {
        return switch (number) {
            case Byte b -> b.longValue();
            case Short s -> s.longValue();
            case Integer i -> i.longValue();
            case Long l -> l;
            case BigInteger big -> integer(big);
            case BigDecimal decimal when decimal.scale() == 0 -> integer(decimal.unscaledValue());
            case BigDecimal decimal -> decimal;
            case Double real when Double.isFinite(real) -> new BigDecimal(real.toString());
            case Float real when Float.isFinite(real) -> new BigDecimal(real.toString());
            default -> throw notJson(number);
        };
    }

    private static Number integer(BigInteger big) {
        return big.bitLength() < Long.SIZE ? (Number) big.longValue() : big;
    }

    private static IllegalArgumentException notJson(Object value) {
        return new IllegalArgumentException("Not a JSON value: " + (value instanceof Number ? value + " " : "")
                + "an object of " + value.getClass().getName() + "; use Map, List, String, Number, Boolean or null");
    }
}
