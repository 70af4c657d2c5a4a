package dev.patchbay.processor.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON of JDK types as a Java expression in generated source. */
public final class JavaLiteral {
    private JavaLiteral() {}

    /** Returns the expression; its type is that of the JSON value. */
    public static String of(@Nullable Object json) {
        return switch (json) {
            case null -> "(Object) null";
            case String text -> string(text);
            case Boolean bool -> bool.toString();
            case Integer number -> number + "L";
            case Long number -> number == Long.MIN_VALUE ? "Long.MIN_VALUE" : number + "L";
            case BigInteger number -> "new java.math.BigInteger(" + string(number.toString()) + ")";
            case BigDecimal number -> "new java.math.BigDecimal(" + string(number.toString()) + ")";
            case Map<?, ?> map -> map.entrySet().stream()
                    .map(entry -> string(String.valueOf(entry.getKey())) + ", " + of(entry.getValue()))
                    .collect(Collectors.joining(", ", "JsonMembers.objectOf(", ")"));
            case List<?> list -> list.stream().map(JavaLiteral::of)
                    .collect(Collectors.joining(", ", "JsonMembers.listOf(", ")"));
            default -> throw new IllegalArgumentException("Not a JSON value: " + json.getClass().getName());
        };
    }

    /** Returns a string literal, in ASCII so that the encoding of the compiler does not matter. */
    public static String string(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c >= ' ' && c < 0x7f) {
                        out.append(c);
                    } else {
                        out.append(String.format("\\u%04x", (int) c));
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
