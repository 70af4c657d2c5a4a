package dev.patchbay.store.enablement;

import dev.patchbay.store.StoredText;

/**
 * Allows a client an action on one resource, whatever its other permissions are. Source: requirement 137.
 *
 * @param resource the resource's name or URI
 * @param clientId who may; the client must exist
 * @param action what it may, as {@code read}
 */
public record ResourceGrant(String resource, String clientId, String action) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a part cannot be kept; the message says which
     */
    public ResourceGrant {
        StoredText.filled("the resource of a grant", resource, StoredText.MAX_ENTRY_NAME);
        StoredText.name("client", clientId);
        StoredText.filled("the action of a grant", action, 200);
    }
}
