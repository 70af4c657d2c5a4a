package dev.patchbay.host;

import dev.patchbay.host.jar.PluginManifest;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance as the administrator configures it. A plugin without any has one of the same name as the plugin, with
 * default settings.
 *
 * @param name its name, 1 to 63 characters of {@code A-Z a-z 0-9 _ . -}
 * @param pluginId which plugin it is of
 * @param namespace the prefix of its names; empty: its name, or what the plugin wishes if it is named like the plugin;
 *            {@code ""} in it: bare names
 * @param configuration the plugin's own configuration as JSON; secrets are strings in it
 * @param threads how many of its calls run at once
 * @param queue how many wait
 * @param deadline the limit of the host's own calls into it, such as listing resources
 */
public record InstanceSettings(String name, String pluginId, Optional<String> namespace,
        Map<String, @Nullable Object> configuration, int threads, int queue, Duration deadline) {
    /**
     * Checks the name and the numbers and copies the configuration.
     *
     * @throws IllegalArgumentException if one of them is illegal
     */
    public InstanceSettings {
        if (name.isEmpty() || !PluginManifest.isNamespace(name)) {
            throw new IllegalArgumentException("The instance name '" + name
                    + "' must be 1 to 63 characters of A-Z a-z 0-9 _ . -");
        }
        if (namespace.isPresent() && !PluginManifest.isNamespace(namespace.get())) {
            throw new IllegalArgumentException("The namespace '" + namespace.get() + "' of instance " + name
                    + " must be at most 63 characters of A-Z a-z 0-9 _ . -");
        }
        if (threads < 1 || queue < 0) {
            throw new IllegalArgumentException(
                    "Instance " + name + " has " + threads + " threads and a queue of " + queue
                            + "; threads are from 1, the queue is from 0");
        }
        configuration = Collections.unmodifiableMap(new LinkedHashMap<>(configuration));
    }

    /**
     * Returns the default settings: 16 threads, 64 waiting calls, 30 seconds.
     *
     * @param name its name
     * @param pluginId which plugin it is of
     * @return the settings, without configuration
     */
    public static InstanceSettings of(String name, String pluginId) {
        return new InstanceSettings(name, pluginId, Optional.empty(), Map.of(), 16, 64, Duration.ofSeconds(30));
    }

    /**
     * Returns these settings with a configuration.
     *
     * @param newConfiguration the plugin's configuration
     * @return the changed settings
     */
    public InstanceSettings withConfiguration(Map<String, @Nullable Object> newConfiguration) {
        return new InstanceSettings(name, pluginId, namespace, newConfiguration, threads, queue, deadline);
    }

    /**
     * Returns these settings with a namespace.
     *
     * @param newNamespace the namespace, the empty string for bare names
     * @return the changed settings
     */
    public InstanceSettings withNamespace(String newNamespace) {
        return new InstanceSettings(name, pluginId, Optional.of(newNamespace), configuration, threads, queue, deadline);
    }

    /**
     * Returns these settings with other bounds.
     *
     * @param newThreads how many calls run at once
     * @param newQueue how many wait
     * @return the changed settings
     */
    public InstanceSettings withSize(int newThreads, int newQueue) {
        return new InstanceSettings(name, pluginId, namespace, configuration, newThreads, newQueue, deadline);
    }

    /** Says all but the configuration, which may hold secrets. */
    @Override
    public String toString() {
        return "InstanceSettings[name=" + name + ", pluginId=" + pluginId + ", namespace=" + namespace + ", threads="
                + threads + ", queue=" + queue + ", deadline=" + deadline + "]";
    }
}
