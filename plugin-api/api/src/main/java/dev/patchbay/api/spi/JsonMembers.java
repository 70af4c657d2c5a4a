package dev.patchbay.api.spi;

import dev.patchbay.api.Internal;
import dev.patchbay.api.config.Secret;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members of JSON objects, as generated code reads and writes them. */
@Internal
public final class JsonMembers {
    /** Secrets. They are read from texts and never written. */
    public static final JsonCodec<Secret> SECRET = JsonCodec.of(
            json -> Secret.of(JsonCodecs.STRING.decode(json)), secret -> {
                throw new IllegalArgumentException("A secret is never written to JSON");
            });

    private JsonMembers() {}

    /**
     * Returns JSON as an object.
     *
     * @param json the JSON
     * @return the members by name
     * @throws InvalidValueException if it is no object
     */
    @SuppressWarnings("unchecked") // JSON objects have text keys
    public static Map<String, @Nullable Object> object(Object json) {
        if (json instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw JsonCodecs.unexpected("an object", json);
    }

    /**
     * Reads a member that must be there.
     *
     * @param <T> its type
     * @param object the object
     * @param name the member's name
     * @param codec reads it
     * @return the value
     * @throws InvalidValueException if it is missing or does not fit
     */
    public static <T extends @Nullable Object> T required(Map<String, ?> object, String name, JsonCodec<T> codec) {
        Object json = object.get(name);
        if (json == null && !object.containsKey(name)) {
            throw new InvalidValueException(name, "is missing");
        }
        return decode(json, name, codec);
    }

    /**
     * Reads a member that may be absent.
     *
     * @param <T> its type
     * @param object the object
     * @param name the member's name
     * @param codec reads it
     * @return the value, or empty if it is absent
     * @throws InvalidValueException if it does not fit; null does not
     */
    public static <T> Optional<T> optional(Map<String, ?> object, String name, JsonCodec<T> codec) {
        Object json = object.get(name);
        if (json == null && !object.containsKey(name)) {
            return Optional.empty();
        }
        return Optional.of(decode(json, name, codec));
    }

    /**
     * Reads a member for which a default stands in.
     *
     * @param <T> its type
     * @param object the object
     * @param name the member's name
     * @param codec reads it
     * @param defaultJson the JSON that stands in when it is absent
     * @return the value
     * @throws InvalidValueException if it does not fit
     */
    public static <T extends @Nullable Object> T defaulted(Map<String, ?> object, String name, JsonCodec<T> codec,
            @Nullable Object defaultJson) {
        Object json = object.get(name);
        return decode(json == null && !object.containsKey(name) ? defaultJson : json, name, codec);
    }

    /**
     * Writes a member.
     *
     * @param <T> its type
     * @param object the object to write into
     * @param name the member's name
     * @param codec writes it
     * @param value its value
     * @throws NullPointerException if the value is null and its type is not marked nullable
     */
    public static <T extends @Nullable Object> void put(Map<String, @Nullable Object> object, String name,
            JsonCodec<T> codec, T value) {
        if (value == null && !codec.acceptsNull()) {
            throw new NullPointerException(
                    "'" + name + "' is null; mark its type @Nullable, or make it an Optional if it may be absent");
        }
        object.put(name, codec.encode(value));
    }

    /**
     * Writes a member that may be absent.
     *
     * @param <T> its type
     * @param object the object to write into
     * @param name the member's name
     * @param codec writes it
     * @param value its value, or empty to leave it out
     */
    public static <T> void putOptional(Map<String, @Nullable Object> object, String name, JsonCodec<T> codec,
            Optional<T> value) {
        value.ifPresent(present -> put(object, name, codec, present));
    }

    /**
     * Returns an object that bears a tag in front.
     *
     * @param tag the value of the member {@code type}
     * @param json the object
     * @return a copy with the tag
     */
    public static Map<String, @Nullable Object> tagged(String tag, @Nullable Object json) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        result.put("type", tag);
        if (json instanceof Map<?, ?> members) {
            members.forEach((name, value) -> result.put((String) name, value));
        }
        return result;
    }

    /**
     * Returns the problem with a tag that names no case.
     *
     * @param tag the tag found
     * @param known the tags there are
     * @return the problem
     */
    public static InvalidValueException unknownTag(String tag, String... known) {
        return new InvalidValueException("type", "'" + tag + "' is not one of " + String.join(", ", known));
    }

    /**
     * Returns the problem with values that the constructor of a record refused.
     *
     * @param refusal what the constructor threw
     * @return the problem
     */
    public static InvalidValueException refused(IllegalArgumentException refusal) {
        String message = refusal.getMessage();
        return new InvalidValueException("", message == null ? "is refused" : message);
    }

    /**
     * Returns an object literal.
     *
     * @param namesAndValues names and values in turn
     * @return an unmodifiable object
     */
    public static Map<String, Object> objectOf(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            result.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return Collections.unmodifiableMap(result);
    }

    /**
     * Returns a list literal.
     *
     * @param items the items
     * @return an unmodifiable list
     */
    public static List<@Nullable Object> listOf(@Nullable Object... items) {
        return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(items)));
    }

    static InvalidValueException within(String outer, InvalidValueException inner) {
        String path = inner.path();
        String joint = path.isEmpty() || path.startsWith("[") ? "" : ".";
        String problem = inner.getMessage();
        return new InvalidValueException(outer + joint + path, problem == null ? "is invalid" : problem);
    }

    private static <T extends @Nullable Object> T decode(@Nullable Object json, String name, JsonCodec<T> codec) {
        try {
            return codec.decode(json);
        } catch (InvalidValueException e) {
            throw within(name, e);
        }
    }
}
