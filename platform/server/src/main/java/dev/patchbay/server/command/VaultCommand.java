package dev.patchbay.server.command;

import dev.patchbay.admin.route.Actor;
import dev.patchbay.audit.AdministrationEvent;
import dev.patchbay.audit.Audit;
import dev.patchbay.audit.AuditOptions;
import dev.patchbay.invocation.Origin;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.running.DataFolder;
import dev.patchbay.server.running.DatabaseOfConfiguration;
import dev.patchbay.server.running.VaultOfConfiguration;
import dev.patchbay.store.Database;
import dev.patchbay.store.StoreException;
import dev.patchbay.store.audit.AuditIndex;
import dev.patchbay.vault.KeyFile;
import dev.patchbay.vault.KeyVariable;
import dev.patchbay.vault.MasterKeySource;
import dev.patchbay.vault.Vault;
import dev.patchbay.vault.VaultException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code patchbay vault}. */
@Command(name = "vault", description = "Changes the keys under which the vault keeps its secrets.",
        synopsisSubcommandLabel = "COMMAND", footer = {"", "Examples:", "  patchbay vault rotate-keys",
            "  patchbay vault change-master-key               a new key in the file of the old one",
            "  patchbay vault change-master-key --to-variable VAULT_KEY"})
final class VaultCommand implements Runnable {
    private final Surroundings surroundings;
    private final SecureRandom random = new SecureRandom();

    @Spec private CommandSpec spec = CommandSpec.create();

    VaultCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the vault: a command is missing.");
    }

    @Command(name = "rotate-keys", mixinStandardHelpOptions = true,
            description = "Seals all secrets under a new key and destroys the keys of before. Needs the running server.")
    int rotateKeys(@Mixin AdminOptions options) throws Exception {
        Map<String, Object> done = options.connect(surroundings).post("/vault/rotate-keys");
        return options.print(surroundings, done, () -> "Sealed " + done.get("secrets") + " under a new key.");
    }

    /** Where another master key comes from. */
    static final class Place {
        @Option(names = "--to-file", paramLabel = "FILE",
                description = "Another file; a new key is made if it is missing.") private @Nullable Path file;

        @Option(names = "--to-variable", paramLabel = "NAME",
                description = "A variable of this command's environment.") private @Nullable String variable;

        @Option(names = "--to-command", paramLabel = "PROGRAM,ARGUMENT...", split = ",",
                description = "A program that prints the key.") private @Nullable List<String> command;
    }

    @Command(name = "change-master-key", mixinStandardHelpOptions = true,
            description = {"Seals the keys of the vault under another master key. No server may run meanwhile.",
                "Without an option, a new key is made in the file of the old one, which stays beside it, with its"
                        + " fingerprint in its name: backups of before need it."})
    int changeMasterKey(@Mixin AdminOptions options, @ArgGroup @Nullable Place place) throws Exception {
        Configuration configuration = options.read(surroundings);
        return offline(configuration, "vault.change_master_key", (database, data) -> {
            MasterKeySource now = VaultOfConfiguration.source(configuration, data);
            MasterKeySource next = place == null ? now : next(configuration, place);
            if (place == null && !(now instanceof KeyFile)) {
                throw new CommandException(ExitCode.USAGE, "The master key is in " + now.where()
                        + ", where no new one can be put. Say where it is: --to-file, --to-variable or --to-command.");
            }
            String fingerprint = VaultOfConfiguration.open(configuration, data, database, random)
                    .changeMasterKey(next);
            surroundings.terminal().note(place == null
                    ? "The old key is kept beside the new one for backups of before; delete it when none is needed."
                    : "Now say so in conf/patchbay.yaml, or the server does not start: vault.master-key-file,"
                            + " -variable or -command.");
            return options.print(surroundings, Map.of("masterKey", fingerprint, "place", next.where()),
                    () -> "The vault opens with the master key in " + next.where() + ", fingerprint " + fingerprint
                            + ".");
        });
    }

    private MasterKeySource next(Configuration configuration, Place place) {
        if (place.file != null) {
            return new KeyFile(place.file.toAbsolutePath());
        }
        return place.variable != null
                ? new KeyVariable(place.variable, configuration.environment())
                : VaultOfConfiguration.command(configuration, place.command == null ? List.of() : place.command);
    }

    @Command(name = "reset", mixinStandardHelpOptions = true,
            description = {"Gives all secrets up, for a vault whose master key is lost. No server may run meanwhile.",
                "The secrets must be set again afterwards."})
    int reset(@Mixin AdminOptions options, @Option(names = "--remove-all-secrets", required = true,
            description = "Says that this is meant.") boolean isMeant) throws Exception {
        return offline(options.read(surroundings), "vault.reset", (database, data) -> {
            int secrets = Vault.reset(database);
            return options.print(surroundings, Map.of("removed", secrets),
                    () -> "Removed " + secrets + " secrets and the keys of the vault. Set the secrets again.");
        });
    }

    private interface Work {
        int run(Database database, Path data) throws Exception;
    }

    private static int offline(Configuration configuration, String action, Work work) throws Exception {
        Path data = configuration.folder(Settings.FOLDERS_DATA);
        if (DataFolder.isTaken(data)) {
            throw new CommandException(ExitCode.FAILED, "A server uses the data folder " + data
                    + ". Stop it first: the master key is not changed below it.");
        }
        BackupCommand.requireInstallation(configuration, data);
        try (DataFolder taken = DataFolder.take(data);
                Database database = Database.open(DatabaseOfConfiguration.settings(configuration, taken.path()));
                Audit audit = Audit.open(AuditOptions.of(taken.path()), new AuditIndex(database), new SecureRandom())) {
            AdministrationEvent event = AdministrationEvent.allowed(System.getProperty("user.name", "unknown"),
                    Actor.CLI, action, null, Map.of(), new Origin("offline", ""));
            audit.administration(event);
            try {
                return work.run(database, taken.path());
            } catch (Exception e) {
                audit.administration(event.denied("not_done"));
                throw e;
            }
        } catch (VaultException | StoreException | IOException e) {
            throw new CommandException(ExitCode.FAILED, "Nothing was changed: " + e.getMessage() + ".");
        }
    }
}
