package dev.patchbay.server.running;

import dev.patchbay.store.Backup;
import dev.patchbay.store.BackupManifest;
import dev.patchbay.store.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What belongs into a backup of an installation: the database, the keys and the audit trail. */
public final class InstallationBackup {
    private static final List<String> FILES = List.of("api-keys.key", "admin.key", "audit.key", "request-state.key");
    private static final String AUDIT = "audit";

    private InstallationBackup() {}

    /**
     * Writes a backup. Blocks.
     *
     * @param database the open database
     * @param data the data folder
     * @param file where to; must not exist
     * @return what was written
     */
    public static BackupManifest write(Database database, Path data, Path file) {
        return new Backup(database, InstantSource.system()).write(file, places(data));
    }

    /**
     * Puts a backup back. No server may run. Blocks.
     *
     * @param database the open database
     * @param data the data folder
     * @param file the backup
     * @param replace whether what is there is replaced
     * @return what was restored
     */
    public static BackupManifest restore(Database database, Path data, Path file, boolean replace) {
        return new Backup(database, InstantSource.system()).restore(file, places(data), replace);
    }

    private static Map<String, Path> places(Path data) {
        Map<String, Path> places = new LinkedHashMap<>();
        FILES.forEach(name -> places.put(name, data.resolve(name)));
        places.put(AUDIT, data.resolve(AUDIT));
        return places;
    }
}
