package dev.patchbay.server.running;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ServeSettings;
import dev.patchbay.server.configuration.Setting;
import dev.patchbay.store.Database;
import dev.patchbay.vault.KeyCommand;
import dev.patchbay.vault.KeyFile;
import dev.patchbay.vault.KeyVariable;
import dev.patchbay.vault.MasterKeySource;
import dev.patchbay.vault.Vault;
import dev.patchbay.vault.VaultException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** The vault of an installation, and where its master key comes from. */
public final class VaultOfConfiguration {
    private static final String DEFAULT_FILE = "vault.key";

    private VaultOfConfiguration() {}

    /**
     * Opens the vault. Blocks.
     *
     * @param configuration the configuration
     * @param data the data folder
     * @param database the open database
     * @param random makes keys
     * @return the vault
     * @throws StartException if its master key cannot be used; nothing was changed
     */
    public static Vault open(Configuration configuration, Path data, Database database, SecureRandom random)
            throws StartException {
        MasterKeySource source = source(configuration, data);
        try {
            return Vault.open(database, source, InstantSource.system(), random);
        } catch (VaultException e) {
            throw new StartException(e.getMessage() + ".", e);
        }
    }

    /**
     * Returns where the master key comes from.
     *
     * @param configuration the configuration
     * @param data the data folder
     * @return the one place that is set, or the file in the data folder
     * @throws StartException if more than one is set
     */
    public static MasterKeySource source(Configuration configuration, Path data) throws StartException {
        List<Setting<?>> set = Stream.<Setting<?>>of(ServeSettings.VAULT_KEY_FILE, ServeSettings.VAULT_KEY_VARIABLE,
                ServeSettings.VAULT_KEY_COMMAND).filter(setting -> isSet(configuration, setting)).toList();
        if (set.size() > 1) {
            throw new StartException("The vault has one master key, and more than one place is set for it: "
                    + String.join(", ", set.stream().map(setting -> setting.name() + " ("
                            + configuration.place(setting).orElse("the default") + ")").toList())
                    + ". Keep one of them.");
        }
        String variable = configuration.get(ServeSettings.VAULT_KEY_VARIABLE);
        List<String> command = configuration.get(ServeSettings.VAULT_KEY_COMMAND);
        if (!variable.isEmpty()) {
            return new KeyVariable(variable, configuration.environment());
        }
        if (!command.isEmpty()) {
            return command(configuration, command);
        }
        String file = configuration.get(ServeSettings.VAULT_KEY_FILE);
        return new KeyFile(file.isEmpty() ? data.resolve(DEFAULT_FILE) : configuration.home().resolve(file));
    }

    /**
     * Returns a command as the place of a master key.
     *
     * @param configuration the configuration
     * @param command the program and its arguments
     * @return the place
     */
    public static MasterKeySource command(Configuration configuration, List<String> command) {
        return new KeyCommand(command, configuration.environment().getOrDefault("PATH", "/usr/bin:/bin"),
                KeyCommand.LIMIT);
    }

    private static boolean isSet(Configuration configuration, Setting<?> setting) {
        Object value = configuration.get(setting);
        return !value.equals("") && !value.equals(List.of());
    }
}
