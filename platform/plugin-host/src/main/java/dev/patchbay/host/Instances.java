package dev.patchbay.host;

import dev.patchbay.catalog.InstanceEntries;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.host.jar.StoredPlugin;
import dev.patchbay.host.loader.Generation;
import dev.patchbay.host.loader.LoaderWatch;
import dev.patchbay.host.loader.PluginParents;
import dev.patchbay.host.names.NameOwners;
import dev.patchbay.host.runtime.PluginFailure;
import dev.patchbay.host.runtime.Supervisor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances and their generations: starts the version that shall serve beside the one that serves, swaps the two in
 * the catalog, and lets the old one drain.
 *
 * <p>Threads: on the host's own thread, except {@link #close} and the events.
 */
final class Instances implements HostEvents {
    private static final Logger LOG = LoggerFactory.getLogger(Instances.class);
    private static final Duration REFRESH_PAUSE = Duration.ofSeconds(1);
    /** A client that listens is told of a resource at most ten times a second. */
    private static final Duration UPDATE_PAUSE = Duration.ofMillis(100);
    private static final Duration CLOSE_RESERVE = Duration.ofSeconds(5);

    private final HostSettings settings;
    private final HostParts parts;
    private final HostThread thread;
    private final LoaderWatch leaks;
    private final Function<String, List<Candidate>> candidates;
    private final Consumer<StoredPlugin> onServing;
    private final Runnable onChange;
    private final PluginParents parents = new PluginParents();
    private final Supervisor supervisor = new Supervisor();
    private final CatalogNames names;
    private final Preparation preparation;
    private final Map<String, Slot> slots = new TreeMap<>();
    private final ContributedAuthenticators authenticators = new ContributedAuthenticators();
    /** Plugins without a name for their instance, and why. */
    private final Map<String, String> conflicts = new TreeMap<>();
    private boolean closing;

    Instances(HostSettings settings, HostParts parts, HostThread thread, LoaderWatch leaks,
            Function<String, List<Candidate>> candidates, Consumer<StoredPlugin> onServing, Runnable onChange) {
        this.settings = settings;
        this.parts = parts;
        this.thread = thread;
        this.leaks = leaks;
        this.candidates = candidates;
        this.onServing = onServing;
        this.onChange = onChange;
        this.names = new CatalogNames(new NameOwners(settings.data().resolve("names.json")));
        this.preparation = new Preparation(parts.rules(), parts.approval());
        thread.postLater(settings.listInterval(), this::refreshAll);
    }

    /** Makes a slot for every instance of the plugins that are there, and brings all to what shall serve. */
    void reconcile(Set<String> pluginIds) {
        if (closing) {
            return;
        }
        if (!pluginIds.isEmpty()) {
            conflicts.clear();
        }
        for (String id : pluginIds) {
            for (InstanceSettings instance : settingsOf(id)) {
                Optional<String> owner = settings.ownerOf(instance.name()).filter(plugin -> !plugin.equals(id));
                if (owner.isPresent()) {
                    conflicts.put(id, "its instance cannot be named " + instance.name() + ", which is one of plugin "
                            + owner.get() + "; configure an instance with another name");
                } else {
                    slots.computeIfAbsent(instance.name(), name -> new Slot(instance)).removed = false;
                }
            }
        }
        for (Slot slot : List.copyOf(slots.values())) {
            List<StoredPlugin> wanted = candidates.apply(slot.settings().pluginId()).stream()
                    .map(Candidate::plugin).toList();
            Set<String> hashes = wanted.stream().map(StoredPlugin::hash).collect(Collectors.toSet());
            slot.failures.keySet().retainAll(hashes);
            if (wanted.isEmpty()) {
                remove(slot);
            } else if (slot.starting == null) {
                beginBest(slot, wanted);
            }
        }
    }

    /** Begins the best version that has not failed, unless it serves already. */
    private void beginBest(Slot slot, List<StoredPlugin> wanted) {
        for (StoredPlugin plugin : wanted) {
            boolean stays = serves(slot, plugin.hash()) && !slot.anew;
            if (!slot.failures.containsKey(plugin.hash()) && (stays || begin(slot, plugin))) {
                return;
            }
        }
    }

    private List<InstanceSettings> settingsOf(String pluginId) {
        List<InstanceSettings> configured = settings.instances().stream()
                .filter(instance -> instance.pluginId().equals(pluginId)).toList();
        if (!configured.isEmpty()) {
            return configured;
        }
        return List.of(InstanceSettings.of(pluginId, pluginId).withSize(settings.pool().threads(),
                settings.pool().queue()));
    }

    /** Begins to start a version; false if it cannot be started as it is configured. */
    private boolean begin(Slot slot, StoredPlugin plugin) {
        Optional<Map<String, Object>> schema = plugin.definitions().configuration();
        ConfigurationSecrets resolved = ConfigurationSecrets.resolve(schema, slot.settings().configuration(),
                parts.broker()::find);
        List<String> problems = resolved.problems().isEmpty()
                ? ConfigurationCheck.problems(schema, resolved.configuration())
                : resolved.problems();
        if (!problems.isEmpty()) {
            failed(slot, plugin, "the configuration of instance " + slot.name() + " is not right: "
                    + String.join("; ", problems));
            return false;
        }
        slot.starting = plugin;
        slot.anew = false;
        InstanceSettings instance = slot.settings().withConfiguration(resolved.configuration());
        Generation generation = new Generation(instance.name(), plugin,
                settings.pool().withSize(instance.threads(), instance.queue()), parents, supervisor);
        resolved.secret().forEach(generation.pool().secrets()::add);
        Served served = new Served(instance, settings, generation, preparation, this, parts.broker());
        thread.send(() -> {
            try {
                served.start();
                thread.post(() -> started(slot, served));
            } catch (PluginFailure | RuntimeException | Error e) {
                thread.post(() -> {
                    failed(slot, plugin, String.valueOf(e.getMessage()));
                    drain(slot, served);
                    reconcile(Set.of());
                });
            }
        });
        return true;
    }

    private void failed(Slot slot, StoredPlugin plugin, String why) {
        slot.starting = null;
        String version = plugin.manifest().version().toString();
        String kept = slot.current == null || slot.isQuarantined() ? ""
                : "; version " + slot.current.generation().pool().pluginVersion() + " keeps serving";
        slot.failures.put(plugin.hash(), "version " + version + " does not serve: " + why + kept);
        LOG.error("{}: version {} does not serve: {}{}", slot.name(), version, why, kept);
        onChange.run();
    }

    private void started(Slot slot, Served served) {
        StoredPlugin plugin = served.generation().stored();
        slot.starting = null;
        if (closing || slot.removed || slots.get(slot.name()) != slot) {
            drain(slot, served);
            return;
        }
        if (!parts.approval().plugin(plugin).approved()) {
            drain(slot, served); // the approval was withdrawn while it started
            reconcile(Set.of());
            onChange.run();
            return;
        }
        String namespaceBefore = slot.namespace;
        slot.namespace = namespace(slot.settings(), plugin);
        Served before = slot.current;
        slot.current = served;
        if (!put(slot)) {
            slot.current = before;
            slot.namespace = namespaceBefore;
            failed(slot, plugin, "its names are in use");
            drain(slot, served);
            reconcile(Set.of());
            return;
        }
        slot.failures.remove(plugin.hash());
        thread.send(() -> parts.approval().serves(served.begun()));
        onServing.accept(plugin);
        LOG.info("{}: version {} serves", slot.name(), plugin.manifest().version());
        if (before != null) {
            drain(slot, before);
        }
        if (served.signals().areListsChanged()) {
            refresh(slot); // told while it started, when nobody could ask yet
        }
        passUpdated(served);
        reconcile(Set.of());
        onChange.run();
    }

    /** The wish of a plugin holds for the instance that is named like it, as approved with its JAR. */
    private static String namespace(InstanceSettings instance, StoredPlugin plugin) {
        return instance.namespace().or(() -> instance.name().equals(plugin.manifest().id())
                ? plugin.manifest().namespace()
                : Optional.empty()).orElse(instance.name());
    }

    /** Puts what the current generation contributes into the catalog. */
    private boolean put(Slot slot) {
        Served served = slot.current;
        if (served == null) {
            return false;
        }
        CatalogNames.Named named = names.name(slot.name(), slot.namespace, served);
        try {
            parts.registry().put(named.entries());
        } catch (IllegalArgumentException e) {
            LOG.error("{}: the catalog refuses its entries: {}", slot.name(), e.getMessage());
            return false;
        }
        authenticators.put(slot.name(), served);
        if (!named.warnings().equals(slot.nameWarnings)) {
            slot.nameWarnings = named.warnings();
            named.warnings().forEach(warning -> LOG.warn("{}: {}", slot.name(), warning));
        }
        return true;
    }

    private void remove(Slot slot) {
        slot.removed = true;
        slot.failures.clear();
        Served served = slot.current;
        if (served != null) {
            authenticators.remove(slot.name());
            parts.registry().remove(slot.name());
            slot.current = null;
            drain(slot, served);
        } else if (slot.draining.isEmpty()) {
            slots.remove(slot.name());
        }
    }

    private void drain(Slot slot, Served served) {
        slot.draining.add(served);
        boolean hostCloses = closing;
        thread.send(() -> {
            List<String> problems = served.close(leaks, hostCloses);
            thread.post(() -> drained(slot, served, problems));
        });
    }

    private void drained(Slot slot, Served served, List<String> problems) {
        slot.draining.remove(served);
        slot.stopProblems = problems.stream()
                .map(problem -> "version " + served.generation().pool().pluginVersion() + " stopped badly: " + problem)
                .toList();
        slot.stopProblems.forEach(problem -> LOG.warn("{}: {}", slot.name(), problem));
        if (slot.removed && slot.current == null && slot.draining.isEmpty()) {
            slots.remove(slot.name(), slot);
        }
        LOG.info("{}: version {} is closed", slot.name(), served.generation().pool().pluginVersion());
        onChange.run();
    }

    @Override
    public CompletableFuture<?> changed(Served served) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        thread.post(() -> done.complete(slotOf(served).map(this::put).orElse(false)));
        return done;
    }

    @Override
    public void listsChanged(Served served) {
        if (served.signals().listsChanged()) {
            thread.post(() -> slotOf(served).ifPresent(this::refresh));
        }
    }

    @Override
    public void resourceUpdated(Served served, String uri) {
        switch (served.signals().updated(uri)) {
            case FIRST -> thread.post(() -> passUpdated(served));
            case GATHERED -> { /* taken with those that wait */ }
            case LEFT_OUT -> LOG.debug("{}: too many resources change, {} is left out",
                    served.generation().pool().instance(), uri);
        }
    }

    @Override
    public void built(Served served, String dependency) {
        parts.registry().changed(served.generation().pool().instance(), dependency);
    }

    /** Tells of the resources that have changed, and of those that change meanwhile after a pause. */
    private void passUpdated(Served served) {
        if (slotOf(served).isEmpty()) {
            return; // it starts, and they are told when it serves
        }
        List<String> uris = served.signals().takeUpdated();
        if (uris.isEmpty()) {
            return;
        }
        List<SchemeEntry> schemes = slotOf(served)
                .flatMap(slot -> parts.registry().current().instance(slot.name()))
                .map(InstanceEntries::schemes).orElse(List.of());
        try {
            for (String uri : uris) {
                schemes.stream().filter(scheme -> uri.startsWith(scheme.own() + ":")).findFirst()
                        .ifPresent(scheme -> parts.registry().resourceUpdated(scheme.toExposed(uri)));
            }
        } finally {
            thread.postLater(UPDATE_PAUSE, () -> passUpdated(served));
        }
    }

    private Optional<Slot> slotOf(Served served) {
        return slots.values().stream().filter(slot -> slot.current == served).findFirst();
    }

    private void refreshAll() {
        slots.values().stream().filter(slot -> slot.current != null && slot.current.hasConnectors())
                .forEach(this::refresh);
        thread.postLater(settings.listInterval(), this::refreshAll);
    }

    /** Asks for the lists now, unless that was done within the last second: then as soon as it is over. */
    private void refresh(Slot slot) {
        Served served = slot.current;
        if (served == null || !served.signals().beginRefresh()) {
            return;
        }
        thread.send(() -> {
            try {
                served.refresh();
                thread.post(() -> {
                    if (slot.current == served) {
                        put(slot);
                    }
                });
            } finally {
                thread.postLater(REFRESH_PAUSE, () -> {
                    if (served.signals().endRefresh() && slot.current == served) {
                        refresh(slot);
                    }
                });
            }
        });
    }

    /** A JAR was copied into the folder, maybe the same again: it is tried again, and started anew if quarantined. */
    void came(String hash) {
        for (Slot slot : slots.values()) {
            slot.failures.remove(hash);
            slot.anew |= slot.isQuarantined() && serves(slot, hash);
        }
    }

    /** Whether an instance of a plugin is not called because of how its calls ended. */
    boolean isQuarantined(String pluginId) {
        return slots.values().stream()
                .anyMatch(slot -> slot.settings().pluginId().equals(pluginId) && slot.isQuarantined());
    }

    /** Starts the instances of a plugin anew that are not called because of how their calls ended. */
    void release(String pluginId) {
        slots.values().stream().filter(slot -> slot.settings().pluginId().equals(pluginId) && slot.isQuarantined())
                .forEach(slot -> slot.anew = true);
        reconcile(Set.of());
    }

    /** Takes over what was decided about grants. */
    void regrant() {
        slots.values().stream().flatMap(slot -> Stream.ofNullable(slot.current)).forEach(Served::regrant);
    }

    /** A secret has another value: what is configured with it is started anew. */
    void secretChanged(String name) {
        for (Slot slot : slots.values()) {
            if (ConfigurationSecrets.mentions(slot.settings().configuration(), name)) {
                slot.failures.clear();
                slot.anew = true;
            }
        }
        reconcile(Set.of());
    }

    /** Asks anew for the approval of the definitions that wait; the latch counts down when all are shown. */
    CountDownLatch reconsider() {
        List<Served> waiting = slots.values().stream().flatMap(slot -> Stream.ofNullable(slot.current))
                .filter(served -> !served.held().isEmpty()).toList();
        CountDownLatch done = new CountDownLatch(waiting.size());
        waiting.forEach(served -> thread.send(() -> {
            try {
                served.reconsider();
                served.refresh();
            } finally {
                var _ = changed(served).whenComplete((shown, problem) -> done.countDown());
            }
        }));
        return done;
    }

    /** What the instances that serve contribute; by any thread. */
    ContributedAuthenticators authenticators() {
        return authenticators;
    }

    boolean settled() {
        return slots.values().stream().allMatch(slot -> slot.starting == null);
    }

    boolean serves(String hash) {
        return slots.values().stream().anyMatch(slot -> serves(slot, hash));
    }

    private static boolean serves(Slot slot, String hash) {
        return slot.current != null && slot.current.hash().equals(hash);
    }

    Optional<String> failure(StoredPlugin plugin) {
        return slots.values().stream().flatMap(slot -> Stream.ofNullable(slot.failures.get(plugin.hash()))).findFirst()
                .or(() -> Optional.ofNullable(conflicts.get(plugin.manifest().id())));
    }

    List<InstanceReport> reports() {
        Stream<InstanceReport> absent = settings.instances().stream()
                .filter(instance -> !slots.containsKey(instance.name()))
                .map(instance -> new Slot(instance).absent("no JAR of plugin " + instance.pluginId()
                        + " that can serve is in the plugins folder"));
        return Stream.concat(slots.values().stream().map(this::report), absent)
                .sorted(Comparator.comparing(InstanceReport::name)).toList();
    }

    List<InstanceReport> reportsOf(StoredPlugin plugin) {
        return reports().stream().filter(report -> report.hash().filter(plugin.hash()::equals).isPresent()).toList();
    }

    private InstanceReport report(Slot slot) {
        Optional<InstanceEntries> entries = parts.registry().current().instance(slot.name());
        return slot.report(entries.map(all -> all.tools().stream().map(ToolEntry::name).toList()).orElse(List.of()),
                entries.map(all -> all.prompts().stream().map(PromptEntry::name).toList()).orElse(List.of()),
                entries.map(all -> all.schemes().stream().map(SchemeEntry::exposed).toList()).orElse(List.of()),
                entries.map(all -> all.resources().size()).orElse(0),
                entries.map(all -> all.templates().size()).orElse(0));
    }

    /** Stops all instances at the same time and waits for them. */
    void close() {
        List<Slot> all = thread.ask(() -> {
            closing = true;
            List<Slot> open = new ArrayList<>(slots.values());
            open.forEach(this::remove);
            return open;
        });
        Duration limit = settings.drainLimit().plus(settings.stopLimit()).plus(CLOSE_RESERVE);
        long end = System.nanoTime() + limit.toNanos();
        CountDownLatch done = new CountDownLatch(1);
        awaitDrained(all, end, done);
        try {
            if (!done.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Some plugins did not stop within {} s", limit.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        supervisor.close();
    }

    private void awaitDrained(List<Slot> all, long end, CountDownLatch done) {
        thread.post(() -> {
            boolean open = all.stream().anyMatch(slot -> slot.starting != null || !slot.draining.isEmpty());
            if (open && System.nanoTime() < end) {
                thread.postLater(Duration.ofMillis(20), () -> awaitDrained(all, end, done));
            } else {
                done.countDown();
            }
        });
    }
}
