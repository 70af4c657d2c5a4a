package dev.patchbay.vault;

import org.jspecify.annotations.Nullable;

/** The master key is missing, unsafe, no key, or the key of another vault. Nothing was changed. */
public final class MasterKeyException extends VaultException {
    private static final long serialVersionUID = 1L;

    MasterKeyException(String message) {
        this(message, null);
    }

    MasterKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
