package dev.patchbay.server.running;

import dev.patchbay.admin.SecretDesk;
import dev.patchbay.admin.route.Problem;
import dev.patchbay.vault.SecretInfo;
import dev.patchbay.vault.SecretValue;
import dev.patchbay.vault.Vault;
import dev.patchbay.vault.VaultException;
import java.util.List;
import java.util.function.Supplier;

/** The vault as the administration sees it: without a way to a value. */
final class AdministeredSecrets implements SecretDesk {
    private final Vault vault;

    AdministeredSecrets(Vault vault) {
        this.vault = vault;
    }

    @Override
    public List<SecretState> secrets() {
        return vault.list().stream().map(AdministeredSecrets::state).toList();
    }

    private static SecretState state(SecretInfo info) {
        return new SecretState(info.name(), info.version(), info.setAt(), info.setBy());
    }

    @Override
    public SecretState set(String name, String value, String by) {
        try (SecretValue secret = SecretValue.of(value)) {
            return state(done(() -> vault.set(name, secret, by)));
        }
    }

    @Override
    public boolean remove(String name) {
        return vault.remove(name);
    }

    @Override
    public int rotateKeys() {
        return done(vault::rotateKeys);
    }

    private static <T> T done(Supplier<T> work) {
        try {
            return work.get();
        } catch (VaultException e) {
            throw new Problem(503, "vault_unusable", e.getMessage() + ".");
        }
    }
}
