package dev.patchbay.access.rule;

import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Arguments as a rule sees them: only those that it reads, with the language's types of numbers, and no more of them
 * than a rule should look at while an I/O thread waits.
 */
final class ArgumentPicture {
    static final int MAX_VALUES = 1_000;
    static final int MAX_CHARACTERS = 65_536;

    private int values;
    private int characters;

    private ArgumentPicture() {}

    /**
     * Makes the picture.
     *
     * @param arguments all arguments
     * @param read the names that the rule reads, null for all
     * @throws TooLargeException if there is too much to look at
     */
    static Map<String, Object> of(Map<String, @Nullable Object> arguments, @Nullable Set<String> read) {
        ArgumentPicture picture = new ArgumentPicture();
        Map<String, Object> seen = new LinkedHashMap<>();
        if (read == null) {
            arguments.forEach((name, value) -> seen.put(picture.text(name), picture.seen(value)));
        } else {
            for (String name : read) {
                if (arguments.containsKey(name)) {
                    seen.put(name, picture.seen(arguments.get(name)));
                }
            }
        }
        return seen;
    }

    private Object seen(@Nullable Object value) {
        if (++values > MAX_VALUES) {
            throw new TooLargeException("they have more than " + MAX_VALUES + " values");
        }
        return switch (value) {
            case null -> NullValue.NULL_VALUE;
            case String text -> text(text);
            case Boolean bool -> bool;
            case Long number -> number;
            case Double number -> number;
            case BigInteger number ->
                    number.bitLength() < Long.SIZE ? (Object) number.longValue() : number.doubleValue();
            case BigDecimal number -> number.doubleValue();
            case Float number -> number.doubleValue();
            case Number number -> number.longValue();
            case List<?> list -> {
                List<Object> copy = new ArrayList<>();
                list.forEach(part -> copy.add(seen(part)));
                yield copy;
            }
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, part) -> copy.put(text(String.valueOf(key)), seen(part)));
                yield copy;
            }
            default -> throw new TooLargeException("one of them is no JSON");
        };
    }

    private String text(String text) {
        characters += text.length();
        if (characters > MAX_CHARACTERS || characters < 0) {
            throw new TooLargeException("they have more than " + MAX_CHARACTERS + " characters");
        }
        return text;
    }

    /** There is more to look at than a rule may. */
    static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLargeException(String why) {
            super("the arguments that the rule reads are too large: " + why, null, false, false);
        }
    }
}
