package dev.patchbay.protocol.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be said about a JSON value held as JDK types. Pure functions. */
public final class Json {
    private Json() {}

    /**
     * A value known to be a JSON object. The keys of a JSON object are strings, so the cast is safe for values that
     * {@link JsonReader} made.
     */
    @SuppressWarnings("unchecked") // see above
    public static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    /** A value known to be a JSON array. */
    @SuppressWarnings("unchecked") // any list holds objects
    public static List<Object> array(Object value) {
        return (List<Object>) value;
    }

    /** The JSON type of a value with its article, for messages: "a string", "an object", "null". */
    public static String typeName(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case JsonNull n -> "null";
            case Map<?, ?> map -> "an object";
            case List<?> list -> "an array";
            case String text -> "a string";
            case Boolean flag -> "a boolean";
            case Long number -> "an integer";
            case Integer number -> "an integer";
            case BigInteger number -> "an integer";
            case BigDecimal number -> "a number";
            case Number number -> "a number";
            default -> "a value of type " + value.getClass().getSimpleName();
        };
    }
}
