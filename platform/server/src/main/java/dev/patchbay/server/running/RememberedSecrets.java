package dev.patchbay.server.running;

import dev.patchbay.api.config.Secret;
import dev.patchbay.broker.SecretSource;
import dev.patchbay.catalog.HandedSecrets;
import dev.patchbay.vault.Vault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Secrets that are remembered when they are handed out, so that no line of the log shows them.
 *
 * @param source where they come from
 * @param handed those that were handed out
 */
record RememberedSecrets(SecretSource source, HandedSecrets handed) implements SecretSource {
    private static final Logger LOG = LoggerFactory.getLogger(RememberedSecrets.class);

    /** Secrets of the vault, or in dev mode, which has none, of the environment. */
    static SecretSource of(Optional<Vault> vault, Map<String, String> environment, HandedSecrets handed) {
        List<String> variables = environment.keySet().stream()
                .filter(name -> name.startsWith(SecretSource.variable("")))
                .sorted().toList();
        if (!variables.isEmpty()) {
            LOG.warn(vault.isPresent()
                    ? "{} in the environment give no secrets, which lie in the vault here: patchbay secret set"
                    : "Plugins get secrets from the environment ({}), where other processes of this user see them; 'patchbay"
                            + " serve' has a vault",
                    String.join(", ", variables));
        }
        return new RememberedSecrets(vault.<SecretSource>map(VaultSecrets::new)
                .orElseGet(() -> SecretSource.ofEnvironment(environment)), handed);
    }

    @Override
    public Optional<Secret> find(String name) {
        Optional<Secret> found = source.find(name);
        found.ifPresent(secret -> handed.add(secret.reveal()));
        return found;
    }
}
