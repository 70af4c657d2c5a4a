package dev.patchbay.api.resource;

import dev.patchbay.api.Stable;

/**
 * Says that there is no resource of a URI. The client gets the error for a resource that does not exist, with the URI
 * (-32602 in revision 2026-07-28, -32002 before).
 */
@Stable
public final class ResourceNotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String uri;

    /**
     * Creates the exception.
     *
     * @param uri the URI that does not exist
     */
    public ResourceNotFoundException(String uri) {
        super("Resource not found: " + uri);
        this.uri = uri;
    }

    /**
     * Returns the URI.
     *
     * @return the URI that does not exist
     */
    public String uri() {
        return uri;
    }
}
