package dev.patchbay.store;

import org.jspecify.annotations.Nullable;

/** A backup cannot be made or read back. What was to be written is as it was before. */
public final class BadBackupException extends StoreException {
    private static final long serialVersionUID = 1L;

    BadBackupException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
