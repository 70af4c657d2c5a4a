package dev.patchbay.server.running;

import dev.patchbay.api.config.Secret;
import dev.patchbay.api.grant.NotAvailableException;
import dev.patchbay.broker.SecretSource;
import dev.patchbay.vault.SecretValue;
import dev.patchbay.vault.Vault;
import dev.patchbay.vault.VaultException;
import java.util.Optional;

/** The vault as plugins get it: by name, at the time of the call, never kept. */
record VaultSecrets(Vault vault) implements SecretSource {
    @Override
    public Optional<Secret> find(String name) {
        try {
            return vault.find(name).map(VaultSecrets::secret);
        } catch (VaultException e) {
            throw new NotAvailableException(String.valueOf(e.getMessage()));
        }
    }

    private static Secret secret(SecretValue value) {
        try (value) {
            return Secret.of(value.reveal());
        }
    }
}
