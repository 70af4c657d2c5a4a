package dev.patchbay.server.command;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ServeSettings;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.running.DataFolder;
import dev.patchbay.server.running.DatabaseOfConfiguration;
import dev.patchbay.server.running.InstallationBackup;
import dev.patchbay.store.Database;
import dev.patchbay.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code patchbay backup}. */
@Command(name = "backup",
        description = {
            "Writes a backup: clients, rights, keys and the audit trail. Works with and without a running server.",
            "Plugins and conf/ are not in it. Whoever has the file and an API key's text can use that key: keep it safe."},
        footer = {"", "Examples:", "  patchbay backup /var/backups/patchbay-2026-11-21.backup"},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:written", "1:not written: the message says why",
            "2:the command line or the configuration is wrong"})
final class BackupCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "FILE",
            description = "Where to; must not exist.") private Path file = Path.of("");

    @Mixin private AdminOptions options = new AdminOptions();

    BackupCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        ServerFile target = new ServerFile(file);
        Configuration configuration = options.read(surroundings);
        Path data = configuration.folder(Settings.FOLDERS_DATA);
        if (DataFolder.isTaken(data)) {
            Map<String, Object> written = target.fetched(options.connect(surroundings).post("/backup"));
            return options.print(surroundings, written, () -> "Wrote " + written.get("file") + ".");
        }
        requireInstallation(configuration, data);
        try (DataFolder taken = DataFolder.take(data);
                Database database = Database.open(DatabaseOfConfiguration.settings(configuration, taken.path()))) {
            InstallationBackup.write(database, taken.path(), target.target());
        } catch (StoreException e) {
            throw new CommandException(ExitCode.FAILED, "There is no backup: " + e.getMessage() + ".");
        }
        return options.print(surroundings, Map.of("file", target.target().toString()),
                () -> "Wrote " + target.target() + ".");
    }

    /** A misspelt folder must not become a new and empty installation. */
    static void requireInstallation(Configuration configuration, Path data) {
        if (configuration.get(ServeSettings.DATABASE_URL).isEmpty() && !Files.isDirectory(data.resolve("database"))) {
            throw new CommandException(ExitCode.FAILED, "There is no database in " + data
                    + ". Name the data folder of the installation with --data.");
        }
    }
}
