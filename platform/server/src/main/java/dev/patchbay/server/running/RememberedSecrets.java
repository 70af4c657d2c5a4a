package dev.patchbay.server.running;

import dev.patchbay.api.config.Secret;
import dev.patchbay.broker.SecretSource;
import dev.patchbay.catalog.HandedSecrets;
import java.util.Optional;

/**
 * Secrets that are remembered when they are handed out, so that no line of the log shows them.
 *
 * @param source where they come from
 * @param handed those that were handed out
 */
record RememberedSecrets(SecretSource source, HandedSecrets handed) implements SecretSource {
    @Override
    public Optional<Secret> find(String name) {
        Optional<Secret> found = source.find(name);
        found.ifPresent(secret -> handed.add(secret.reveal()));
        return found;
    }
}
