package dev.patchbay.api.spi;

import dev.patchbay.api.Internal;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The codecs of the types that stand for themselves, and those of their lists, sets and maps. Generated code puts the
 * codecs of records together from them.
 */
@Internal
public final class JsonCodecs {
    /** Texts. */
    public static final JsonCodec<String> STRING = JsonCodec.of(JsonCodecs::string, value -> value);
    /** True and false. */
    public static final JsonCodec<Boolean> BOOLEAN = JsonCodec.of(JsonCodecs::bool, value -> value);
    /** Integers of 32 bits. */
    public static final JsonCodec<Integer> INT = JsonCodec.of(
            json -> (int) JsonNumbers.longValue(json, Integer.MIN_VALUE, Integer.MAX_VALUE), Integer::longValue);
    /** Integers of 64 bits. */
    public static final JsonCodec<Long> LONG = JsonCodec.of(
            json -> JsonNumbers.longValue(json, Long.MIN_VALUE, Long.MAX_VALUE), value -> value);
    /** Binary fractions, finite. */
    public static final JsonCodec<Double> DOUBLE = JsonCodec.of(JsonNumbers::doubleValue, JsonNumbers::finite);
    /** Integers of any size. */
    public static final JsonCodec<BigInteger> BIG_INTEGER = JsonCodec.of(JsonNumbers::bigInteger, value -> value);
    /** Decimal fractions. */
    public static final JsonCodec<BigDecimal> BIG_DECIMAL = JsonCodec.of(JsonNumbers::bigDecimal, value -> value);
    /** URIs. */
    public static final JsonCodec<URI> URI = text("a URI such as https://example.org/a", java.net.URI::create,
            java.net.URI::toString);
    /** UUIDs in their canonical form of 36 characters. */
    public static final JsonCodec<UUID> UUID = text("a UUID such as 2f1acc6c-9d3b-4c2e-8a57-0d4b7e1f9c30",
            JsonCodecs::canonicalUuid, java.util.UUID::toString);
    /** Bytes in base64. */
    public static final JsonCodec<byte[]> BYTES = text("base64", Base64.getDecoder()::decode,
            Base64.getEncoder()::encodeToString);
    /** Any JSON but null. */
    public static final JsonCodec<Object> ANY = JsonCodec.of(json -> json, JsonCodecs::json);

    private static final int UUID_LENGTH = 36;

    private JsonCodecs() {}

    /**
     * Returns the codec of a type that is written as a text.
     *
     * @param <T> the type
     * @param expected what the text must be, for the problem
     * @param parser reads the text; throws an unchecked exception if it cannot
     * @param printer writes the text
     * @return the codec
     */
    public static <T> JsonCodec<T> text(String expected, Function<String, T> parser, Function<T, String> printer) {
        return JsonCodec.of(json -> {
            String text = string(json);
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
                throw new InvalidValueException("", quoted(text) + " is not " + expected);
            }
        }, printer::apply);
    }

    /**
     * Returns the codec of an enum.
     *
     * @param <T> the enum
     * @param constants the constants
     * @param texts the text of each, in the same order
     * @return the codec
     */
    public static <T extends Enum<T>> JsonCodec<T> constants(List<T> constants, String... texts) {
        Map<String, T> byText = new LinkedHashMap<>();
        Map<T, String> byConstant = new LinkedHashMap<>();
        for (int i = 0; i < texts.length; i++) {
            byText.put(texts[i], constants.get(i));
            byConstant.put(constants.get(i), texts[i]);
        }
        return JsonCodec.of(json -> {
            String text = string(json);
            T constant = byText.get(text);
            if (constant == null) {
                throw new InvalidValueException("", quoted(text) + " is not one of " + String.join(", ", texts));
            }
            return constant;
        }, value -> byConstant.getOrDefault(value, value.name()));
    }

    /**
     * Returns the codec of a type that has null as a value too.
     *
     * @param <T> the type
     * @param codec the codec of the other values
     * @return the codec
     */
    @SuppressWarnings("NullAway") // the type of the values is nullable, which NullAway does not see without JSpecify mode
    public static <T> JsonCodec<@Nullable T> nullable(JsonCodec<T> codec) {
        return new JsonCodec<>() {
            @Override
            public @Nullable T decode(@Nullable Object json) {
                return json == null ? null : codec.decode(json);
            }

            @Override
            public @Nullable Object encode(@Nullable T value) {
                return value == null ? null : codec.encode(value);
            }

            @Override
            public boolean acceptsNull() {
                return true;
            }
        };
    }

    /**
     * Returns the codec of lists. Lists that are read are unmodifiable.
     *
     * @param <T> type of the items
     * @param item the codec of the items
     * @return the codec
     */
    public static <T extends @Nullable Object> JsonCodec<List<T>> list(JsonCodec<T> item) {
        return JsonCodec.of(json -> Collections.unmodifiableList(decodeInto(json, item, new ArrayList<>())),
                values -> encodeItems(values, item));
    }

    /**
     * Returns the codec of sets. Sets that are read are unmodifiable and keep the order.
     *
     * @param <T> type of the items
     * @param item the codec of the items
     * @return the codec
     */
    public static <T extends @Nullable Object> JsonCodec<Set<T>> set(JsonCodec<T> item) {
        return JsonCodec.of(json -> Collections.unmodifiableSet(decodeInto(json, item, new LinkedHashSet<>())),
                values -> encodeItems(values, item));
    }

    /**
     * Returns the codec of maps with text keys. Maps that are read are unmodifiable and keep the order.
     *
     * @param <T> type of the values
     * @param value the codec of the values
     * @return the codec
     */
    public static <T extends @Nullable Object> JsonCodec<Map<String, T>> map(JsonCodec<T> value) {
        return JsonCodec.of(json -> {
            Map<String, T> result = new LinkedHashMap<>();
            JsonMembers.object(json).keySet().forEach(
                    key -> result.put(key, JsonMembers.required(JsonMembers.object(json), key, value)));
            return Collections.unmodifiableMap(result);
        }, values -> {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            values.forEach((key, item) -> JsonMembers.put(result, key, value, item));
            return result;
        });
    }

    private static <T extends @Nullable Object, C extends java.util.Collection<T>> C decodeInto(Object json,
            JsonCodec<T> item, C result) {
        if (!(json instanceof List<?> list)) {
            throw unexpected("a list", json);
        }
        int index = 0;
        for (Object element : list) {
            try {
                result.add(item.decode(element));
            } catch (InvalidValueException e) {
                throw JsonMembers.within("[" + index + "]", e);
            }
            index++;
        }
        return result;
    }

    private static <T extends @Nullable Object> List<@Nullable Object> encodeItems(java.util.Collection<T> values,
            JsonCodec<T> item) {
        List<@Nullable Object> result = new ArrayList<>(values.size());
        values.forEach(value -> result.add(item.encode(value)));
        return result;
    }

    private static String string(Object json) {
        if (json instanceof String text) {
            return text;
        }
        throw unexpected("a text", json);
    }

    private static Boolean bool(Object json) {
        if (json instanceof Boolean value) {
            return value;
        }
        throw unexpected("true or false", json);
    }

    private static UUID canonicalUuid(String text) {
        if (text.length() != UUID_LENGTH) { // fromString takes shortened ones
            throw new IllegalArgumentException(text);
        }
        return java.util.UUID.fromString(text);
    }

    private static Object json(Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean bool -> bool;
            case Double number -> JsonNumbers.finite(number);
            case Float number -> JsonNumbers.finite(number.doubleValue());
            case Number number -> number;
            case Map<?, ?> map -> jsonObject(map);
            case java.util.Collection<?> items -> encodeItems(items, jsonOrNull());
            default -> throw new IllegalArgumentException("Not a JSON value: an object of " + value.getClass().getName()
                    + "; use Map, List, String, Number, Boolean or null");
        };
    }

    private static Map<String, @Nullable Object> jsonObject(Map<?, ?> map) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("A JSON object has text keys, not " + key);
            }
            result.put(name, value == null ? null : json(value));
        });
        return result;
    }

    @SuppressWarnings("unchecked") // ANY writes a value of whatever type, or refuses it
    private static <T> JsonCodec<T> jsonOrNull() {
        return (JsonCodec<T>) (JsonCodec<?>) nullable(ANY);
    }

    static InvalidValueException unexpected(String expected, Object json) {
        String found = switch (json) {
            case String text -> "the text " + quoted(text);
            case Boolean bool -> bool.toString();
            case Number number -> "the number " + quoted(number.toString()).replace("'", "");
            case List<?> list -> "a list";
            default -> "an object";
        };
        return new InvalidValueException("", "must be " + expected + ", is " + found);
    }

    private static String quoted(String text) {
        int limit = 60;
        return "'" + (text.length() > limit ? text.substring(0, limit) + "…" : text) + "'";
    }
}
