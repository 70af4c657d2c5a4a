package dev.patchbay.catalog;

import java.util.Set;

/**
 * Is told of changes of the catalog, after the new snapshot is current. Called by one thread at a time, in the order of
 * the changes; it must not block.
 */
public interface CatalogListener {
    /**
     * Tells that lists have changed in a way that clients can see.
     *
     * @param catalog the new snapshot
     * @param changed which lists
     */
    void listsChanged(Catalog catalog, Set<Kind> changed);

    /**
     * Tells that the contents of a resource have changed.
     *
     * @param uri its URI as clients see it
     */
    void resourceUpdated(String uri);
}
