package dev.patchbay.host;

import dev.patchbay.host.loader.LoaderLeak;
import java.util.List;
import java.util.Optional;

/**
 * All that the plugin host can tell at one moment.
 *
 * @param plugins the JARs of the folder, by file name
 * @param instances the instances, by name
 * @param leaks class loaders of stopped generations that are still in memory
 * @param closedLoaders how many class loaders of stopped generations are in memory, overdue or not
 */
public record HostReport(List<PluginReport> plugins, List<InstanceReport> instances, List<LoaderLeak> leaks,
        int closedLoaders) {
    /** Copies the lists. */
    public HostReport {
        plugins = List.copyOf(plugins);
        instances = List.copyOf(instances);
        leaks = List.copyOf(leaks);
    }

    /**
     * Returns an instance.
     *
     * @param name its name
     * @return its report, if there is one
     */
    public Optional<InstanceReport> instance(String name) {
        return instances.stream().filter(instance -> instance.name().equals(name)).findFirst();
    }

    /**
     * Returns a JAR.
     *
     * @param file its file name
     * @return its report, if it is in the folder
     */
    public Optional<PluginReport> plugin(String file) {
        return plugins.stream().filter(plugin -> plugin.file().equals(file)).findFirst();
    }
}
