package dev.patchbay.host;

import dev.patchbay.host.folder.FolderTiming;
import dev.patchbay.host.jar.JarLimits;
import dev.patchbay.host.runtime.PoolSettings;
import dev.patchbay.inspection.signature.SignaturePolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of the plugin host. Start from {@link #of} and change what differs.
 *
 * @param plugins the folder of JARs, watched
 * @param data the data folder; copies go to {@code plugins/} in it, owners of names to {@code names.json}
 * @param instances the configured instances
 * @param jarLimits bounds for a JAR
 * @param pool bounds of the pools; a configured instance has its own threads and queue
 * @param timing how the folder is watched
 * @param startLimit how long a start and a health check may take, each
 * @param drainLimit how long a replaced generation may finish its calls
 * @param stopLimit how long a stop may take
 * @param leakAfter from when a class loader in memory counts as a leak
 * @param listInterval how often resource lists are asked for without a signal of the plugin
 * @param signatures what is asked of signatures of JARs
 */
public record HostSettings(Path plugins, Path data, List<InstanceSettings> instances, JarLimits jarLimits,
        PoolSettings pool, FolderTiming timing, Duration startLimit, Duration drainLimit, Duration stopLimit,
        Duration leakAfter, Duration listInterval, SignaturePolicy signatures) {
    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if two instances have one name
     */
    public HostSettings {
        instances = List.copyOf(instances);
        Set<String> names = new HashSet<>();
        for (InstanceSettings instance : instances) {
            if (!names.add(instance.name())) {
                throw new IllegalArgumentException("Two instances are named " + instance.name() + "; rename one");
            }
        }
    }

    /**
     * Returns the defaults.
     *
     * @param plugins the folder of JARs
     * @param data the data folder
     * @return the settings
     */
    public static HostSettings of(Path plugins, Path data) {
        return new HostSettings(plugins, data, List.of(), JarLimits.defaults(), PoolSettings.defaults(),
                FolderTiming.defaults(), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(10),
                Duration.ofSeconds(60), Duration.ofSeconds(60), SignaturePolicy.DEFAULT);
    }

    /** The plugin that has an instance of a name by configuration. Nobody else may take it, whether its JAR is there or not. */
    Optional<String> ownerOf(String instance) {
        return instances.stream().filter(each -> each.name().equals(instance)).map(InstanceSettings::pluginId)
                .findFirst();
    }

    /**
     * Returns these settings with instances.
     *
     * @param newInstances the configured instances
     * @return the changed settings
     */
    public HostSettings withInstances(List<InstanceSettings> newInstances) {
        return new HostSettings(plugins, data, newInstances, jarLimits, pool, timing, startLimit, drainLimit, stopLimit,
                leakAfter, listInterval, signatures);
    }

    /**
     * Returns these settings with other bounds of time.
     *
     * @param newStartLimit how long a start may take
     * @param newDrainLimit how long a replaced generation may finish its calls
     * @param newStopLimit how long a stop may take
     * @return the changed settings
     */
    public HostSettings withLimits(Duration newStartLimit, Duration newDrainLimit, Duration newStopLimit) {
        return new HostSettings(plugins, data, instances, jarLimits, pool, timing, newStartLimit, newDrainLimit,
                newStopLimit, leakAfter, listInterval, signatures);
    }

    /**
     * Returns these settings with other bounds of the pools.
     *
     * @param newPool the bounds
     * @return the changed settings
     */
    public HostSettings withPool(PoolSettings newPool) {
        return new HostSettings(plugins, data, instances, jarLimits, newPool, timing, startLimit, drainLimit, stopLimit,
                leakAfter, listInterval, signatures);
    }

    /**
     * Returns these settings with another time until a class loader counts as a leak.
     *
     * @param newLeakAfter the time
     * @return the changed settings
     */
    public HostSettings withLeakAfter(Duration newLeakAfter) {
        return new HostSettings(plugins, data, instances, jarLimits, pool, timing, startLimit, drainLimit, stopLimit,
                newLeakAfter, listInterval, signatures);
    }

    /**
     * Returns these settings with another way to watch the folder.
     *
     * @param newTiming how the folder is watched
     * @return the changed settings
     */
    public HostSettings withTiming(FolderTiming newTiming) {
        return new HostSettings(plugins, data, instances, jarLimits, pool, newTiming, startLimit, drainLimit, stopLimit,
                leakAfter, listInterval, signatures);
    }

    /**
     * Returns these settings with another way to look at signatures.
     *
     * @param newSignatures what is asked of signatures of JARs
     * @return the changed settings
     */
    public HostSettings withSignatures(SignaturePolicy newSignatures) {
        return new HostSettings(plugins, data, instances, jarLimits, pool, timing, startLimit, drainLimit, stopLimit,
                leakAfter, listInterval, newSignatures);
    }
}
