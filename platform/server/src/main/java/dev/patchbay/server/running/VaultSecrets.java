package dev.patchbay.server.running;

import dev.patchbay.api.config.Secret;
import dev.patchbay.broker.SecretSource;
import dev.patchbay.vault.SecretValue;
import dev.patchbay.vault.Vault;
import java.util.Optional;

/** The vault as plugins get it: by name, at the time of the call, never kept. */
record VaultSecrets(Vault vault) implements SecretSource {
    @Override
    public Optional<Secret> find(String name) {
        return vault.find(name).map(VaultSecrets::secret);
    }

    private static Secret secret(SecretValue value) {
        try (value) {
            return Secret.of(value.reveal());
        }
    }
}
