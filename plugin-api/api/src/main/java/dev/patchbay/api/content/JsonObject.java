package dev.patchbay.api.content;

import dev.patchbay.api.Stable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Deep, unmodifiable copies of JSON objects made of JDK types, in their order. JSON crosses this API as
 * {@link Map}, {@link List}, {@link String}, {@link Number}, {@link Boolean} and null, never as a library's tree.
 */
@Stable
public final class JsonObject {
    private JsonObject() {}

    /**
     * Copies an object.
     *
     * @param <V> type of the values
     * @param object the object
     * @return an unmodifiable copy, deep, in the same order
     * @throws IllegalArgumentException if something in it is not JSON
     */
    @SuppressWarnings("unchecked") // a copy holds values of the same types as its original
    public static <V extends @Nullable Object> Map<String, V> copyOf(Map<String, ? extends V> object) {
        return (Map<String, V>) copyOfMap(object);
    }

    private static Map<String, @Nullable Object> copyOfMap(Map<?, ?> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(map.size() * 2);
        map.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new IllegalArgumentException("A JSON object has string keys, not " + key);
            }
            copy.put(name, copyOfValue(value));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object copyOfValue(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return copyOfMap(map);
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(copyOfValue(item)));
            return Collections.unmodifiableList(copy);
        }
        if (value == null || value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw new IllegalArgumentException("Not a JSON value: an object of " + value.getClass().getName()
                + "; use Map, List, String, Number, Boolean or null");
    }
}
