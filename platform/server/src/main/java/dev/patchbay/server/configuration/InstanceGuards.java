package dev.patchbay.server.configuration;

import java.util.Map;
import java.util.Optional;

/**
 * What the file sets about the failures of one instance, beside what holds for all.
 *
 * @param values by key, of the type of the key
 * @param tools the same for single tools, by the plugin's own name of the tool
 */
public record InstanceGuards(Map<String, Object> values, Map<String, Map<String, Object>> tools) {
    /** Nothing of its own. */
    public static final InstanceGuards NONE = new InstanceGuards(Map.of(), Map.of());

    /** Copies the maps. */
    public InstanceGuards {
        values = Map.copyOf(values);
        tools = Map.copyOf(tools);
    }

    /**
     * Returns a value.
     *
     * @param <T> its type
     * @param values those of the instance or of a tool
     * @param key which
     * @param type its type
     * @return the value, if it is set
     */
    public static <T> Optional<T> value(Map<String, Object> values, String key, Class<T> type) {
        return Optional.ofNullable(values.get(key)).map(type::cast);
    }
}
