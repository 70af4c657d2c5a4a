package dev.patchbay.store;

import org.jspecify.annotations.Nullable;

/** The database cannot be used as it is configured. The message names what to change. */
public final class BadSettingsException extends StoreException {
    private static final long serialVersionUID = 1L;

    BadSettingsException(String message) {
        super(message, null);
    }

    BadSettingsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
