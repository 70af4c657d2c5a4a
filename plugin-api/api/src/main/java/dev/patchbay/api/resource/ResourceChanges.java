package dev.patchbay.api.resource;

import dev.patchbay.api.Stable;

/**
 * Where a {@link ResourceConnector} tells of changes. Implemented by the host.
 *
 * <p>Threads: any.
 */
@Stable
public interface ResourceChanges {
    /**
     * Tells that the contents of a resource have changed.
     *
     * @param uri its URI
     */
    void updated(String uri);

    /** Tells that resources came or went. */
    void listChanged();
}
