package dev.patchbay.api;

/**
 * What the host gives an instance at its start. Implemented by the host; taken as a constructor parameter of a class
 * marked {@link Contributes}.
 *
 * <p>Threads: every method may be called by any thread, at any time between the constructor and the close; after the
 * close they do nothing.
 *
 * <p>For log lines of the plugin use {@link System#getLogger(String)}: the host routes them to its own log, marked with
 * the instance. Lines meant for the calling client go through {@link dev.patchbay.api.call.Call#log()}.
 */
@Stable
public interface PluginContext {
    /**
     * Returns the name of the instance, such as {@code github-internal}; by default the plugin's id.
     *
     * @return the name
     */
    String instance();

    /**
     * Replaces all that this instance contributes beyond its annotated methods. The change is atomic: clients see either
     * the earlier or the new contributions, calls in flight end on the earlier ones, and clients with an open stream are
     * told. The host may hold new or changed definitions back until an administrator approves them.
     *
     * @param contributions the contributions that hold from now on
     * @throws IllegalArgumentException if a name is illegal or appears twice, also against the annotated methods;
     *             nothing changes then
     */
    void publish(Contributions contributions);

    /**
     * Tells the host that a resource has changed. Clients that subscribed to it are told, and cached reads are dropped.
     *
     * @param uri the URI as the plugin writes it, such as {@code notes://42}
     */
    void resourceUpdated(String uri);

    /**
     * Tells the host that the list of resources of this instance has changed. The host asks the connectors for their
     * lists anew, at most once a second, and tells the clients.
     */
    void resourceListChanged();
}
