package dev.patchbay.api.resource;

import dev.patchbay.api.Stable;
import dev.patchbay.api.call.Call;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Serves all resources of one URI scheme. Implemented by plugins, and either marked
 * {@link dev.patchbay.api.Contributes} and {@link Scheme} or given to
 * {@link dev.patchbay.api.Contributions.Builder#connector}.
 *
 * <p>URIs are the plugin's own: where the host shows another scheme to clients it translates at the boundary.
 *
 * <p>Threads: methods are called by several threads at once.
 *
 * <p>Order: {@link #watch} once after the start; {@link #list} and {@link #templates} after the start and after every
 * change the connector tells of; {@link #read} at any time.
 *
 * <p>Source: MCP 2026-07-28, server features, resources.
 */
@Stable
public interface ResourceConnector {
    /**
     * Returns the resources to list. The host keeps the list and shows at most 1,000; what is larger, or depends on the
     * caller, is reached through {@link #templates} instead.
     *
     * @return the resources in the order in which clients see them; none by default
     * @throws Exception if they cannot be listed now; the last good list stays, marked degraded
     */
    default List<ResourceDefinition> list() throws Exception {
        return List.of();
    }

    /**
     * Returns the templates.
     *
     * @return the templates; none by default
     */
    default List<ResourceTemplateDefinition> templates() {
        return List.of();
    }

    /**
     * Reads a resource.
     *
     * @param uri the URI, of this scheme; checked to be well-formed, nothing else
     * @param call the call, without arguments
     * @return the contents, at least one
     * @throws ResourceNotFoundException if there is no such resource
     * @throws Exception if something else goes wrong; logged under an id, the client sees only the id
     */
    ReadResourceResult read(String uri, Call call) throws Exception;

    /**
     * Starts to watch for changes. Called once after the start.
     *
     * @param changes where to tell of changes, by any thread, until the watch is closed
     * @return what the host closes at the stop; by default nothing is watched
     * @throws Exception if it cannot watch; the instance is shown as failed
     */
    default AutoCloseable watch(ResourceChanges changes) throws Exception {
        return () -> {
        };
    }

    /**
     * Returns whether the host hears of every change of a resource, through {@link #watch} or
     * {@link dev.patchbay.api.PluginContext#resourceUpdated}. Reads are cached for 3600 s then, unless {@link #cacheFor}
     * says otherwise. Called once, after the start.
     *
     * @return whether changes are told; false by default
     */
    default boolean signalsChanges() {
        return false;
    }

    /**
     * Returns for how long the read of a resource may be given again. Called right after a read, by the same thread.
     *
     * @param uri the URI that was read
     * @return the time, zero for never; empty by default: 3600 s if changes are told, else never
     */
    default Optional<Duration> cacheFor(String uri) {
        return Optional.empty();
    }

    /**
     * Returns whether cached reads are shared by all clients. Only true if no read depends on the caller. Called once,
     * after the start.
     *
     * @return whether clients share; false by default
     */
    default boolean cacheShared() {
        return false;
    }
}
