package dev.patchbay.server.configuration;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a plugin as the file declares it.
 *
 * @param name the name of the instance
 * @param plugin the id of the plugin; the name of the instance where the file names none
 * @param namespace the prefix of its tools and prompts, empty where the file sets none
 * @param config its configuration, JSON of JDK types, with variables of the environment put in
 * @param guards what it sets about its failures
 * @param place where it is declared
 */
public record InstanceSettings(String name, String plugin, Optional<String> namespace,
        Map<String, @Nullable Object> config, InstanceGuards guards, String place) {
    /** Copies the map. */
    public InstanceSettings {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /** Leaves the configuration out: it may hold secrets. */
    @Override
    public String toString() {
        return "InstanceSettings[name=" + name + ", plugin=" + plugin + ", namespace=" + namespace + ", config="
                + config.keySet() + "]";
    }
}
