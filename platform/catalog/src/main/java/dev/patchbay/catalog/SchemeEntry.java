package dev.patchbay.catalog;

import dev.patchbay.api.resource.ResourceConnector;

/**
 * A URI scheme, which belongs to one instance.
 *
 * @param exposed the scheme that clients see, such as {@code notes} or {@code team+notes}
 * @param own the scheme that the plugin declares and always sees
 * @param connector the code behind it; only the pipeline reads through it, on a thread of the runtime
 * @param runtime where it runs
 * @param caching how reads may be given again
 */
public record SchemeEntry(String exposed, String own, ResourceConnector connector, InstanceRuntime runtime,
        ReadCaching caching) {
    /**
     * Creates a scheme whose connector says nothing about caching.
     *
     * @param exposed the scheme that clients see
     * @param own the scheme that the plugin declares
     * @param connector the code behind it
     * @param runtime where it runs
     */
    public SchemeEntry(String exposed, String own, ResourceConnector connector, InstanceRuntime runtime) {
        this(exposed, own, connector, runtime, new ReadCaching(false, false));
    }

    /**
     * Translates a URI (or URI template) of a client for the plugin.
     *
     * @param uri a URI of the exposed scheme
     * @return the URI in the plugin's scheme
     */
    public String toOwn(String uri) {
        return exposed.equals(own) ? uri : own + uri.substring(exposed.length());
    }

    /**
     * Translates a URI (or URI template) of the plugin for clients. A URI of another scheme stays as it is.
     *
     * @param uri a URI of the plugin
     * @return the URI in the exposed scheme
     */
    public String toExposed(String uri) {
        return exposed.equals(own) || !uri.startsWith(own + ":") ? uri : exposed + uri.substring(own.length());
    }
}
