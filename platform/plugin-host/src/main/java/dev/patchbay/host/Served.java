package dev.patchbay.host;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.resource.ResourceChanges;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.spi.StartedPlugin;
import dev.patchbay.broker.Broker;
import dev.patchbay.broker.Grants;
import dev.patchbay.broker.InstanceAccess;
import dev.patchbay.broker.Scope;
import dev.patchbay.catalog.CanonicalJson;
import dev.patchbay.host.jar.StoredPlugin;
import dev.patchbay.host.loader.Generation;
import dev.patchbay.host.loader.LoaderWatch;
import dev.patchbay.host.runtime.AgentGuard;
import dev.patchbay.host.runtime.PluginFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A generation that was started: what it contributes, and its connectors.
 *
 * <p>Threads: {@link #start}, {@link #refresh} and {@link #close} by one thread of the host at a time, which they block;
 * the rest by any.
 */
final class Served {
    private static final Logger LOG = LoggerFactory.getLogger(Served.class);
    private static final Duration SHOWN_WITHIN = Duration.ofSeconds(2);
    private static final Duration DRAIN_RESERVE = Duration.ofSeconds(2);

    private final InstanceSettings settings;
    private final HostSettings host;
    private final Generation generation;
    private final LiveContext context;
    private final Preparation preparation;
    private final HostEvents events;
    private final Object adopting = new Object();
    private final ChangeSignals signals = new ChangeSignals();
    private final Preparation.Owner owner;
    private final Approval.Start start;
    private volatile InstanceGrants grants;
    private volatile Prepared declared = Prepared.NOTHING;
    private volatile Prepared dynamic = Prepared.NOTHING;
    private volatile Map<String, ConnectorMirror> mirrors = Map.of();
    private volatile Optional<String> connectorProblem = Optional.empty();
    private volatile boolean closed;

    Served(InstanceSettings settings, HostSettings host, Generation generation, Preparation preparation,
            HostEvents events, Broker broker) {
        this.settings = settings;
        this.host = host;
        this.generation = generation;
        this.preparation = preparation;
        this.events = events;
        StoredPlugin plugin = generation.stored();
        this.owner = new Preparation.Owner(settings.name(), plugin.manifest().id(), plugin.definitions());
        this.start = new Approval.Start(settings.name(), plugin.manifest().id(), plugin.hash(),
                ConfigurationCheck.fingerprint(plugin.definitions().configuration(), settings.configuration()));
        this.grants = preparation.approval().grants(settings.name(), plugin);
        generation.grant(grants.given());
        InstanceAccess access = broker.open(new Scope(settings.name(), plugin.manifest().id(), this::given,
                generation.calls()::callTime));
        this.context = new LiveContext(settings.name(), access, generation.pool().secrets());
        generation.pool().bind(madeBy(), access::requireTool);
    }

    /** Names what results are made by: whoever may touch something else may give another result. */
    private String madeBy() {
        return start.jar() + " " + start.configuration()
                + (grants.given().isEmpty() ? "" : " " + CanonicalJson.sha256(grants.given().text()));
    }

    /** What it may touch now. */
    private Grants given() {
        return grants.given();
    }

    Generation generation() {
        return generation;
    }

    String hash() {
        return generation.stored().hash();
    }

    /** Starts the plugin, checks its health and asks its connectors; it is ready to be shown then. */
    void start() throws PluginFailure {
        StartedPlugin started = generation.start(context, new LinkedHashMap<>(settings.configuration()),
                host.startLimit());
        record Offer(Contributions declared, Contributions dynamic) {}
        Offer offer = generation.calls().call("contributions",
                () -> new Offer(started.declared(), started.dynamic()), host.startLimit());
        Preparation.checkDeclared(offer.declared(), generation.stored().definitions());
        generation.calls().call("health check", () -> {
            started.checkHealth();
            return true;
        }, host.startLimit());
        declared = preparation.listed(offer.declared(), owner);
        try {
            // what is published from now on waits for the lock, so that what was there at the start cannot replace it
            synchronized (adopting) {
                Contributions published = context.attach(this).orElse(offer.dynamic());
                adopt(published);
                List<Approval.DefinitionRequest> waiting = held().stream().map(HeldDefinition::request).toList();
                if (!waiting.isEmpty() && preparation.approval().followFromConfiguration(start, waiting)) {
                    declared = preparation.listed(offer.declared(), owner);
                    adopt(published);
                }
            }
        } catch (IllegalArgumentException e) {
            throw new PluginFailure("What it contributes does not fit together: " + e.getMessage());
        }
        openConnectors();
        refresh();
    }

    /** What it is and was started with. */
    Approval.Start begun() {
        return start;
    }

    /** What it may touch now. An immutable value, replaced when an administrator decides: read it for each use. */
    InstanceGrants grants() {
        return grants;
    }

    /** Takes over what was decided about its grants. */
    void regrant() {
        grants = preparation.approval().grants(settings.name(), generation.stored());
        generation.grant(grants.given());
        generation.pool().nowMadeBy(madeBy());
    }

    /** What waits for approval. */
    List<HeldDefinition> held() {
        return Stream.concat(declared.held().stream(), dynamic.held().stream()).toList();
    }

    /** Asks anew for the approval of what waits; to be shown with {@link HostEvents#changed} then. */
    void reconsider() {
        synchronized (adopting) {
            if (closed) {
                return;
            }
            if (!declared.held().isEmpty()) {
                declared = preparation.listed(declared.contributions(), owner);
            }
            if (!dynamic.held().isEmpty()) {
                dynamic = preparation.published(dynamic.contributions(), owner, dynamic);
            }
        }
    }

    /**
     * Takes over what is contributed beyond the declared.
     *
     * @throws IllegalArgumentException if a name is in both, or if something is withheld that is not declared
     */
    private void adopt(Contributions contributions) {
        Contributions.builder().addAll(declared.contributions()).addAll(contributions).build();
        Preparation.checkWithheld(contributions, declared.contributions());
        Set<String> before = dynamic.contributions().withheld();
        if (!contributions.withheld().equals(before)) {
            LOG.info("{}: withholds {}", settings.name(), contributions.withheld());
        }
        dynamic = preparation.published(contributions, owner, dynamic);
    }

    /**
     * Opens connectors that are new, closes those that went. One that fails does not keep the others from being opened;
     * the connector that it should replace stays.
     *
     * @throws PluginFailure the first failure, after all were tried
     */
    private void openConnectors() throws PluginFailure {
        Map<String, ConnectorMirror> before = mirrors;
        Map<String, ConnectorMirror> next = new LinkedHashMap<>();
        List<PluginFailure> failures = new ArrayList<>();
        contributedConnectors().forEach((scheme, connector) -> {
            ConnectorMirror known = before.get(scheme);
            try {
                next.put(scheme, known != null && known.isOf(connector) ? known : open(scheme, connector));
            } catch (PluginFailure e) {
                failures.add(e);
                if (known != null) {
                    next.put(scheme, known);
                }
            }
        });
        mirrors = next;
        for (ConnectorMirror mirror : before.values()) {
            if (!next.containsValue(mirror)) {
                try {
                    closeOnItsThread(mirror);
                } catch (PluginFailure e) {
                    LOG.warn("{}: {}", settings.name(), e.getMessage());
                }
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private Map<String, ResourceConnector> contributedConnectors() {
        Map<String, ResourceConnector> all = new LinkedHashMap<>(declared.connectors());
        all.putAll(dynamic.connectors());
        return all;
    }

    private ConnectorMirror open(String scheme, ResourceConnector connector) throws PluginFailure {
        ConnectorMirror mirror = new ConnectorMirror(scheme, connector);
        mirror.open(new ResourceChanges() {
            @Override
            public void updated(String uri) {
                resourceUpdated(uri);
            }

            @Override
            public void listChanged() {
                listsChanged();
            }
        }, generation.calls(), host.startLimit());
        return mirror;
    }

    private void closeOnItsThread(ConnectorMirror mirror) throws PluginFailure {
        generation.calls().call("close of " + mirror.scheme(), () -> {
            mirror.close();
            return true;
        }, host.stopLimit());
    }

    /** Asks every connector for its lists, and opens what was published since. */
    synchronized void refresh() {
        if (closed) {
            return;
        }
        try {
            openConnectors();
            connectorProblem = Optional.empty();
        } catch (PluginFailure e) {
            connectorProblem = Optional.of("its new connectors are not served: " + e.getMessage());
            LOG.warn("{}: its new connectors are not served: {}", settings.name(), e.getMessage());
        }
        mirrors.values().forEach(mirror -> mirror.refresh(generation.calls(), settings.deadline()));
    }

    void publish(Contributions contributions) {
        synchronized (adopting) {
            adopt(contributions);
        }
        CompletableFuture<?> shown = events.changed(this);
        if (!contributions.connectors().isEmpty() || !mirrors.isEmpty()) {
            events.listsChanged(this);
        }
        try {
            shown.get(SHOWN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{}: its new contributions are not shown yet", settings.name());
        }
    }

    void resourceUpdated(String uri) {
        if (!closed) {
            changed(uri);
            events.resourceUpdated(this, uri);
        }
    }

    /** Whatever is of no use as a name was not used for a result either. */
    void changed(String dependency) {
        if (!closed) {
            try {
                events.built(this, dependency);
            } catch (IllegalArgumentException e) {
                LOG.debug("{}: {}", settings.name(), e.getMessage());
            }
        }
    }

    /** Whether something is the URI of a resource that one of the connectors serves. */
    boolean isResource(String name) {
        int colon = name.indexOf(':');
        return colon > 0 && mirrors.containsKey(name.substring(0, colon));
    }

    void listsChanged() {
        if (!closed) {
            events.listsChanged(this);
        }
    }

    ChangeSignals signals() {
        return signals;
    }

    /** What was declared, without what is withheld now. */
    Prepared declared() {
        return declared.without(dynamic.contributions().withheld());
    }

    Prepared dynamic() {
        return dynamic;
    }

    List<ConnectorMirror> mirrors() {
        return List.copyOf(mirrors.values());
    }

    boolean hasConnectors() {
        return !mirrors.isEmpty() || !contributedConnectors().isEmpty();
    }

    List<String> warnings() {
        Stream<String> ofLists = mirrors.values().stream().map(ConnectorMirror::lists)
                .flatMap(lists -> Stream.concat(lists.degraded().stream(), lists.warning().stream()));
        return Stream.of(declared.warnings().stream(), dynamic.warnings().stream(), ofLists, connectorProblem.stream(),
                AgentGuard.denied(settings.name()).stream())
                .flatMap(all -> all)
                .toList();
    }

    /**
     * Lets calls finish, then stops and unloads the plugin. A call may take its whole limit, unless the host itself
     * closes; returns what went wrong.
     */
    List<String> close(LoaderWatch leaks, boolean hostCloses) {
        generation.pool().retire();
        Duration needed = generation.pool().remaining().plus(DRAIN_RESERVE);
        Duration drain = hostCloses && needed.compareTo(host.drainLimit()) > 0 ? host.drainLimit() : needed;
        List<String> problems = generation.close(drain, () -> {
            closed = true;
            context.close();
            closeMirrors();
            return true;
        }, host.stopLimit(), leaks);
        closed = true;
        context.close();
        declared = Prepared.NOTHING;
        dynamic = Prepared.NOTHING;
        mirrors = Map.of();
        return problems;
    }

    private void closeMirrors() throws Exception {
        @Nullable Exception first = null;
        for (ConnectorMirror mirror : mirrors.values()) {
            try {
                mirror.close();
            } catch (Exception e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
