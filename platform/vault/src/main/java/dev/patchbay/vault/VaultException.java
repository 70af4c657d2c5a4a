package dev.patchbay.vault;

import org.jspecify.annotations.Nullable;

/** The vault could not do what it was asked to. The messages say what to do; they hold no secret and no part of a key. */
public abstract sealed class VaultException extends RuntimeException
        permits MasterKeyException, DamagedSecretException {
    private static final long serialVersionUID = 1L;

    VaultException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
