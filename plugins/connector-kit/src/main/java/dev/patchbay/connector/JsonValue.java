package dev.patchbay.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that a service answered, looked into without trust: whatever is not there, or is of another type, is absent.
 *
 * {@snippet :
 * answer.json().at("owner", "login").text().orElse("")
 * }
 *
 * <p>Threads: immutable as long as nobody changes the maps and lists it was made of.
 */
public final class JsonValue {
    private static final JsonValue ABSENT = new JsonValue(null);

    private final @Nullable Object value;

    private JsonValue(@Nullable Object value) {
        this.value = value;
    }

    /**
     * Wraps a value.
     *
     * @param value JSON of JDK types
     * @return the value
     */
    public static JsonValue of(@Nullable Object value) {
        return value == null ? ABSENT : new JsonValue(value);
    }

    /**
     * Tells whether there is something.
     *
     * @return false for absent and null
     */
    public boolean isPresent() {
        return value != null;
    }

    /**
     * Goes down.
     *
     * @param path names of members
     * @return what is there, absent if any step leads nowhere
     */
    public JsonValue at(String... path) {
        Object here = value;
        for (String name : path) {
            here = here instanceof Map<?, ?> members ? members.get(name) : null;
        }
        return of(here);
    }

    /**
     * Returns a string.
     *
     * @return the string, absent for any other type
     */
    public Optional<String> text() {
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * Returns an integer.
     *
     * @return the number, absent for any other type, for fractions and for what does not fit
     */
    public Optional<Long> integer() {
        return value instanceof Long number ? Optional.of(number) : Optional.empty();
    }

    /**
     * Tells whether it is {@code true}.
     *
     * @return false for any other value
     */
    public boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }

    /**
     * Tells whether it is an array.
     *
     * @return whether it is
     */
    public boolean isList() {
        return value instanceof List<?>;
    }

    /**
     * Returns the items of an array.
     *
     * @return the items, none for any other type
     */
    public List<JsonValue> items() {
        return value instanceof List<?> items ? items.stream().map(JsonValue::of).toList() : List.of();
    }

    /**
     * Returns the value itself.
     *
     * @return JSON of JDK types
     */
    public @Nullable Object raw() {
        return value;
    }

    /** Says its type only: what services answer may be secret. */
    @Override
    public String toString() {
        return value == null ? "absent" : "a value of type " + value.getClass().getSimpleName();
    }
}
