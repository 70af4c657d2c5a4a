package dev.patchbay.invocation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** JSON values as they come back from the wire: integers as Long or BigInteger, other numbers as BigDecimal. */
final class JsonValue {
    private JsonValue() {}

    /** Returns a value as the wire would give it back. */
    static @Nullable Object normalized(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean bool -> bool;
            case Number number -> number(number);
            case List<?> list -> {
                List<@Nullable Object> items = new ArrayList<>(list.size());
                list.forEach(item -> items.add(normalized(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                map.forEach((key, member) -> members.put(String.valueOf(key), normalized(member)));
                yield members;
            }
            default -> throw new IllegalArgumentException("Not a JSON value: an object of "
                    + value.getClass().getName() + "; use Map, List, String, Number, Boolean or null");
        };
    }

    private static Number number(Number number) {
        return switch (number) {
            case Byte b -> b.longValue();
            case Short s -> s.longValue();
            case Integer i -> i.longValue();
            case Long l -> l;
            case BigInteger big -> big.bitLength() < Long.SIZE ? (Number) big.longValue() : big;
            case BigDecimal decimal -> decimal;
            default -> new BigDecimal(number.toString());
        };
    }
}
