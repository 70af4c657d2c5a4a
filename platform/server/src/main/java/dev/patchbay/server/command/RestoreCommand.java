package dev.patchbay.server.command;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.running.DataFolder;
import dev.patchbay.server.running.DatabaseOfConfiguration;
import dev.patchbay.server.running.InstallationBackup;
import dev.patchbay.store.BackupManifest;
import dev.patchbay.store.Database;
import dev.patchbay.store.StoreException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay restore}. */
@Command(name = "restore",
        description = {"Puts a backup back: all of it, or, when anything fails, nothing. No server may run meanwhile.",
            "The database may be another one than that of the backup, such as PostgreSQL instead of the embedded one."},
        footer = {"", "Examples:", "  patchbay restore /var/backups/patchbay-2026-11-21.backup",
            "  patchbay restore nightly.backup --replace"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:restored", "1:nothing restored: the message says why",
            "2:the command line or the configuration is wrong"})
final class RestoreCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "FILE", description = "The backup.") private Path file = Path.of("");

    @Option(names = "--replace",
            description = "Replaces what is there; files are kept beside, as NAME.before-restore-TIME.") private boolean replace;

    @Mixin private AdminOptions options = new AdminOptions();

    RestoreCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.read(surroundings);
        Path data = configuration.folder(Settings.FOLDERS_DATA);
        try (DataFolder taken = DataFolder.take(data);
                Database database = Database.open(DatabaseOfConfiguration.settings(configuration, taken.path()))) {
            BackupManifest restored = InstallationBackup.restore(database, taken.path(), file.toAbsolutePath(),
                    replace);
            return options.print(surroundings, Map.of("createdAt", restored.createdAt().toString()),
                    () -> "Restored the backup of " + restored.createdAt() + ". Start with 'patchbay serve'.");
        } catch (StoreException e) {
            throw new CommandException(ExitCode.FAILED, "Nothing was restored: " + e.getMessage() + ".");
        }
    }
}
