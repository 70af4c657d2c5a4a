package dev.patchbay.host;

import dev.patchbay.host.jar.StoredPlugin;
import dev.patchbay.host.runtime.PoolReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An instance and its generations. Belongs to the host's own thread. */
final class Slot {
    private final InstanceSettings settings;
    @Nullable Served current;
    @Nullable StoredPlugin starting;
    /** Why versions of it do not serve, by the hash of their JAR; they are tried again when it is copied again. */
    final Map<String, String> failures = new LinkedHashMap<>();
    final List<Served> draining = new ArrayList<>();
    List<String> nameWarnings = List.of();
    List<String> stopProblems = List.of();
    String namespace;
    boolean removed;
    /** Whether the version that serves shall be started anew. */
    boolean anew;

    Slot(InstanceSettings settings) {
        this.settings = settings;
        this.namespace = settings.namespace().orElse(settings.name());
    }

    InstanceSettings settings() {
        return settings;
    }

    String name() {
        return settings.name();
    }

    InstanceReport report(List<String> tools, List<String> prompts, List<String> schemes, int resources,
            int templates) {
        Served served = current;
        Optional<PoolReport> pool = Optional.ofNullable(served).map(each -> each.generation().pool().report());
        Stream<String> own = served == null ? Stream.empty() : served.warnings().stream();
        List<String> warnings = Stream.of(own, nameWarnings.stream(), stopProblems.stream()).flatMap(all -> all)
                .toList();
        return new InstanceReport(name(), settings.pluginId(), state(pool), cause(pool),
                Optional.ofNullable(served).map(each -> each.generation().pool().pluginVersion()),
                Optional.ofNullable(served).map(Served::hash), namespace, tools, prompts, schemes, resources, templates,
                pool, draining.size(), served == null ? InstanceGrants.NONE : served.grants(),
                served == null ? List.of() : served.held(), warnings);
    }

    /** The report of a configured instance without a plugin. */
    InstanceReport absent(String why) {
        return new InstanceReport(name(), settings.pluginId(), PluginState.STOPPED, Optional.of(why), Optional.empty(),
                Optional.empty(), namespace, List.of(), List.of(), List.of(), 0, 0, Optional.empty(), 0,
                InstanceGrants.NONE, List.of(), List.of());
    }

    boolean isQuarantined() {
        return current != null && current.generation().pool().report().quarantined();
    }

    private PluginState state(Optional<PoolReport> pool) {
        if (pool.isPresent()) {
            return pool.get().quarantined()
                    ? PluginState.QUARANTINED
                    : pool.get().trouble().isPresent() ? PluginState.DEGRADED : PluginState.STARTED;
        }
        if (removed) {
            return draining.isEmpty() ? PluginState.STOPPED : PluginState.DRAINING;
        }
        if (starting != null) {
            return PluginState.RESOLVED;
        }
        return failures.isEmpty() ? PluginState.RESOLVED : PluginState.FAILED;
    }

    private Optional<String> cause(Optional<PoolReport> pool) {
        Optional<String> quarantine = pool.flatMap(PoolReport::quarantine);
        if (quarantine.isPresent()) {
            return Optional.of(quarantine.get() + "; 'patchbay plugin release " + settings.pluginId()
                    + "' starts it anew, or copy its JAR into the plugins folder again, or restart the server");
        }
        Optional<String> trouble = pool.flatMap(PoolReport::trouble);
        if (trouble.isPresent()) {
            return Optional.of(Stream.concat(trouble.stream(), failures.values().stream())
                    .collect(Collectors.joining("; ")));
        }
        return failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures.values()));
    }
}
