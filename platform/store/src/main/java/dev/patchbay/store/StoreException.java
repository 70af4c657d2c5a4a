package dev.patchbay.store;

import org.jspecify.annotations.Nullable;

/**
 * The store could not do what it was asked to. The messages say what, which value and what to do; they hold no secret and
 * no statement.
 */
public abstract sealed class StoreException extends RuntimeException permits DuplicateException, MissingException,
        UnavailableException, BadSettingsException, BadBackupException {
    private static final long serialVersionUID = 1L;

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
