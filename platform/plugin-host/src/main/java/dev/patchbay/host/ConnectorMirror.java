package dev.patchbay.host;

import dev.patchbay.api.resource.ResourceChanges;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.resource.ResourceDefinition;
import dev.patchbay.api.resource.ResourceTemplateDefinition;
import dev.patchbay.catalog.ReadCaching;
import dev.patchbay.host.runtime.PluginCalls;
import dev.patchbay.host.runtime.PluginFailure;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The lists of one connector, kept by the host so that no client's list call reaches the plugin.
 *
 * <p>Threads: {@link #open} and {@link #refresh} by one thread at a time; what they found is read by any.
 */
final class ConnectorMirror {
    private static final int MAX_LISTED = 1000;

    private final String scheme;
    private final ResourceConnector connector;
    private volatile Lists lists = new Lists(List.of(), List.of(), Optional.empty(), Optional.empty());
    private volatile ReadCaching caching = new ReadCaching(false, false);
    private @Nullable AutoCloseable watch;
    private boolean closed;

    /** What was found; the last good lists stay when the connector fails. */
    record Lists(List<ResourceDefinition> resources, List<ResourceTemplateDefinition> templates,
            Optional<String> degraded, Optional<String> warning) {}

    ConnectorMirror(String scheme, ResourceConnector connector) {
        this.scheme = scheme;
        this.connector = connector;
    }

    String scheme() {
        return scheme;
    }

    ResourceConnector connector() {
        return connector;
    }

    @SuppressWarnings("ReferenceEquality") // an equal connector is still another one, with a watch of its own
    boolean isOf(ResourceConnector other) {
        return connector == other;
    }

    Lists lists() {
        return lists;
    }

    /** How its reads may be given again, as it said when it was opened. */
    ReadCaching caching() {
        return caching;
    }

    /** Opens the watch; one that comes only after the limit is closed at once. */
    void open(ResourceChanges changes, PluginCalls calls, Duration limit) throws PluginFailure {
        try {
            calls.call("watch of " + scheme, () -> {
                caching = new ReadCaching(connector.signalsChanges(), connector.cacheShared());
                AutoCloseable opened = connector.watch(changes);
                if (!keep(opened)) {
                    opened.close();
                }
                return true;
            }, limit);
        } catch (PluginFailure e) {
            take();
            throw e;
        }
    }

    private synchronized boolean keep(AutoCloseable opened) {
        if (!closed) {
            watch = opened;
        }
        return !closed;
    }

    private synchronized @Nullable AutoCloseable take() {
        AutoCloseable open = watch;
        watch = null;
        closed = true;
        return open;
    }

    /** Asks for the lists anew. A connector that fails does not stop the instance. */
    void refresh(PluginCalls calls, Duration limit) {
        try {
            List<ResourceTemplateDefinition> templates = calls.call("templates of " + scheme,
                    () -> List.copyOf(connector.templates()), limit);
            List<ResourceDefinition> resources = calls.call("list of " + scheme, () -> List.copyOf(connector.list()),
                    limit);
            lists = checked(resources, templates);
        } catch (PluginFailure e) {
            lists = new Lists(lists.resources(), lists.templates(), Optional.of("the lists of " + scheme
                    + ":// are those of the last good time, degraded: " + e.getMessage()), lists.warning());
        }
    }

    private Lists checked(List<ResourceDefinition> resources, List<ResourceTemplateDefinition> templates) {
        Map<String, ResourceDefinition> own = ofScheme(resources, ResourceDefinition::uri);
        Map<String, ResourceTemplateDefinition> ownTemplates = ofScheme(templates,
                ResourceTemplateDefinition::uriTemplate);
        Optional<String> warning = Optional.empty();
        if (own.size() > MAX_LISTED) {
            warning = Optional.of(scheme + ":// lists " + own.size() + " resources, the first " + MAX_LISTED
                    + " are shown; offer templates for the rest");
        } else if (own.size() < resources.size() || ownTemplates.size() < templates.size()) {
            warning = Optional.of(scheme + ":// lists "
                    + (resources.size() - own.size() + templates.size() - ownTemplates.size())
                    + " entries twice or of another scheme; they are left out");
        }
        return new Lists(own.values().stream().limit(MAX_LISTED).toList(),
                ownTemplates.values().stream().limit(MAX_LISTED).toList(), Optional.empty(), warning);
    }

    private <E> Map<String, E> ofScheme(List<E> entries, Function<E, String> uri) {
        Map<String, E> own = new LinkedHashMap<>();
        for (E entry : entries) {
            if (uri.apply(entry).startsWith(scheme + ":")) {
                own.putIfAbsent(uri.apply(entry), entry);
            }
        }
        return own;
    }

    /** Called on a thread of the plugin. */
    void close() throws Exception {
        AutoCloseable open = take();
        if (open != null) {
            open.close();
        }
    }
}
