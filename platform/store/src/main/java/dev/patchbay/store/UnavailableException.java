package dev.patchbay.store;

/**
 * The database cannot be reached or failed. Whether a change that was under way was made is not known when the connection
 * broke at its commit.
 */
public final class UnavailableException extends StoreException {
    private static final long serialVersionUID = 1L;

    UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
