package dev.patchbay.server.configuration;

import dev.patchbay.broker.datasource.DatasourceSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is set, from all sources. Immutable. */
public final class Configuration {
    private final Path home;
    private final Map<String, Object> values;
    private final Map<String, String> places;
    private final List<InstanceSettings> instances;
    private final List<DatasourceSettings> datasources;
    private final List<Problem> warnings;
    private final Map<String, String> environment;

    Configuration(Path home, Map<String, Object> values, Map<String, String> places, List<InstanceSettings> instances,
            List<DatasourceSettings> datasources, List<Problem> warnings, Map<String, String> environment) {
        this.home = home;
        this.values = Map.copyOf(values);
        this.places = Map.copyOf(places);
        this.instances = List.copyOf(instances);
        this.datasources = List.copyOf(datasources);
        this.warnings = List.copyOf(warnings);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Returns a value.
     *
     * @param <T> its type
     * @param setting which
     * @return what is set, or the default
     */
    @SuppressWarnings("unchecked") // the reader put it there through the same setting
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting.name());
        return value == null ? setting.defaultValue() : (T) value;
    }

    /**
     * Returns a folder.
     *
     * @param setting which
     * @return its absolute path
     */
    public Path folder(Setting<Path> setting) {
        return home.resolve(get(setting)).toAbsolutePath().normalize();
    }

    /**
     * Returns where a value was set.
     *
     * @param setting which
     * @return such as {@code conf/patchbay.yaml:3}, or empty if it has its default
     */
    public Optional<String> place(Setting<?> setting) {
        return Optional.ofNullable(places.get(setting.name()));
    }

    /**
     * Returns the folder of the installation.
     *
     * @return an absolute path
     */
    public Path home() {
        return home;
    }

    /**
     * Returns the declared instances.
     *
     * @return in the order of the file
     */
    public List<InstanceSettings> instances() {
        return instances;
    }

    /**
     * Returns the databases that plugins can be granted.
     *
     * @return in the order of the file
     */
    public List<DatasourceSettings> datasources() {
        return datasources;
    }

    /**
     * Returns the variables of the environment, as they were when it was read.
     *
     * @return value by name
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * Returns what looks like a mistake but does no harm.
     *
     * @return maybe nothing
     */
    public List<Problem> warnings() {
        return warnings;
    }
}
