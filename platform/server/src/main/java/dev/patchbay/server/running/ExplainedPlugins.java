package dev.patchbay.server.running;

import dev.patchbay.access.explain.PluginStates;
import dev.patchbay.access.explain.PluginStates.PluginState;
import dev.patchbay.broker.Grant;
import dev.patchbay.host.Approval.DefinitionRequest;
import dev.patchbay.host.HeldDefinition;
import dev.patchbay.host.HostReport;
import dev.patchbay.host.InstanceReport;
import dev.patchbay.host.PluginReport;
import dev.patchbay.host.runtime.PoolReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How plugins are, for who asks why something cannot be called: also those of which nothing has run yet. */
record ExplainedPlugins(Supplier<HostReport> report) implements PluginStates {
    private static final Set<dev.patchbay.host.PluginState> DECIDED = Set.of(dev.patchbay.host.PluginState.PENDING,
            dev.patchbay.host.PluginState.REJECTED, dev.patchbay.host.PluginState.QUARANTINED);

    @Override
    public List<PluginState> all() {
        HostReport now = report.get();
        Set<String> plugins = new HashSet<>();
        now.instances().forEach(instance -> plugins.add(instance.pluginId()));
        Stream<PluginState> known = now.instances().stream().map(instance -> state(instance, now));
        Stream<PluginState> never = now.plugins().stream()
                .filter(jar -> jar.id().isPresent() && !plugins.contains(jar.id().get()))
                .map(jar -> new PluginState(jar.id().orElse(""),
                        jar.namespaceWish().or(jar::id).orElse(""), false, word(jar.state()),
                        jar.cause().orElse("")));
        return Stream.concat(known, never).toList();
    }

    private static PluginState state(InstanceReport instance, HostReport now) {
        boolean isServing = instance.state() == dev.patchbay.host.PluginState.STARTED
                || instance.state() == dev.patchbay.host.PluginState.DEGRADED;
        Optional<PluginReport> decided = now.plugins().stream()
                .filter(jar -> jar.id().filter(instance.pluginId()::equals).isPresent())
                .filter(jar -> DECIDED.contains(jar.state())).findFirst();
        String next = decided.filter(jar -> isServing).map(jar -> "A changed JAR of plugin " + instance.pluginId()
                + ", version " + jar.version().orElse("") + ", does not serve: " + jar.cause().orElse("") + ".")
                .orElse("");
        boolean isStopped = !isServing && decided.isPresent() && instance.version().isEmpty();
        Map<String, String> waiting = new HashMap<>();
        instance.held().forEach(held -> waiting.put(exposed(instance.namespace(), held), text(held)));
        return new PluginState(instance.name(), instance.namespace(), isServing,
                word(isStopped ? decided.get().state() : instance.state()),
                isStopped ? decided.get().cause().orElse("") : instance.cause().orElse(""), next, waiting,
                instance.grants().withheld().all().stream().map(Grant::text).toList(),
                instance.pool().map(PoolReport::health).map(health -> new PluginStates.Health(health.trouble(),
                        health.entries())).orElse(PluginStates.Health.GOOD));
    }

    private static String exposed(String namespace, HeldDefinition held) {
        String name = held.request().name();
        return namespace.isEmpty() || namespace.equals(name) ? name : namespace + "_" + name;
    }

    private static String text(HeldDefinition held) {
        DefinitionRequest request = held.request();
        return "The " + request.kind() + " '" + request.name() + "' of instance " + request.instance()
                + (held.earlierServes()
                        ? " has changed; the earlier definition is served until the new one is approved."
                        : " came at run time and waits for approval.");
    }

    private static String word(dev.patchbay.host.PluginState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
