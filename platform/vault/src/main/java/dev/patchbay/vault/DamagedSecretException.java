package dev.patchbay.vault;

import org.jspecify.annotations.Nullable;

/** What the store has of a secret or of the keys is not what the vault put there. */
public final class DamagedSecretException extends VaultException {
    private static final long serialVersionUID = 1L;

    DamagedSecretException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
