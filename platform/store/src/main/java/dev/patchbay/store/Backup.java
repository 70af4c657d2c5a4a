package dev.patchbay.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * Backups of a database and of files beside it, in one archive of a form of our own: a zip with a file of JSON lines for
 * each table, the files, and a manifest. A backup of one kind of database can be restored into the other. The index of the
 * audit file is left out: it is built anew from the file.
 *
 * <p>Threads: safe for all; every method blocks, for as long as the data takes. A backup can be made while others write: it
 * holds the database as it was at one moment, and each file as long as it was when its turn came, after the database.
 */
public final class Backup {
    private static final int BATCH_ROWS = 500;

    private final Database database;
    private final InstantSource clock;

    /**
     * Creates what backs a database up.
     *
     * @param database the database
     * @param clock tells when the backup was made
     */
    public Backup(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Writes a backup. The archive has its name only once it is whole and on the disk; it can be read by its owner only.
     *
     * @param archive where to; must not exist
     * @param files what to add: names, of {@code a-z 0-9 . _ -}, and for each a file or a folder with all that is in it;
     *        what does not exist is left out
     * @return what was written
     * @throws BadBackupException if it cannot be written, or a folder holds a link
     */
    public BackupManifest write(Path archive, Map<String, Path> files) {
        files.keySet().forEach(name -> StoredText.name("file or folder of the backup", name));
        if (Files.exists(archive)) {
            throw new BadBackupException("'" + archive + "' exists already: name another file for the backup", null);
        }
        try (BackupWriter out = BackupWriter.begin(archive)) {
            database.snapshot(handle -> {
                Tables.KEPT.forEach(table -> write(handle, table, out));
                return true;
            });
            for (Map.Entry<String, Path> entry : new TreeMap<>(files).entrySet()) {
                if (Files.exists(entry.getValue())) {
                    out.files(entry.getKey(), entry.getValue().toRealPath());
                }
            }
            return out.end(database.schemaVersion(), clock.instant());
        } catch (IOException e) {
            throw unwritable(archive, e);
        } catch (UncheckedIOException e) {
            throw unwritable(archive, Objects.requireNonNull(e.getCause()));
        }
    }

    private static void write(Handle handle, String table, BackupWriter out) {
        Map<String, Tables.Type> columns = Tables.columns(handle, table);
        try (Query query = handle.createQuery("SELECT " + String.join(", ", columns.keySet()) + " FROM " + table)
                .setFetchSize(BATCH_ROWS);
                ResultIterator<List<@Nullable Object>> all = query.map((row, context) -> values(row, columns))
                        .iterator()) {
            out.table(table, List.copyOf(columns.keySet()), rows -> {
                while (all.hasNext()) {
                    rows.add(all.next());
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<@Nullable Object> values(ResultSet row, Map<String, Tables.Type> columns) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (Map.Entry<String, Tables.Type> column : columns.entrySet()) {
            values.add(column.getValue().read(row, column.getKey()));
        }
        return values;
    }

    /**
     * Reads what a backup says of itself, without checking what is in it.
     *
     * @param archive the backup
     * @return its manifest
     * @throws BadBackupException if it is no backup or of a newer version
     */
    public static BackupManifest inspect(Path archive) {
        try (BackupReader in = BackupReader.open(archive)) {
            return in.manifest();
        } catch (IOException e) {
            throw unreadable(archive, e);
        }
    }

    /**
     * Puts a backup back: all of it, or, when anything fails, nothing. Every part of the archive is checked before anything
     * is in its place. A process that is killed in the middle leaves the database as it was and perhaps files that are new
     * already: run it again and replace; the same when the connection breaks at the commit. Nothing else may use the
     * database meanwhile.
     *
     * @param archive the backup
     * @param files where the files and folders of the backup go, by their names in it; every one of them must have a place.
     *        They can be read by their owner only
     * @param replace whether rows and files that are there are replaced; files are kept beside, as
     *        {@code <name>.before-restore-<time>}
     * @return what was restored
     * @throws BadBackupException if the backup is damaged, of a newer version or has files without a place; or if there is
     *         something already and it is not to be replaced
     */
    public BackupManifest restore(Path archive, Map<String, Path> files, boolean replace) {
        try (BackupReader in = BackupReader.open(archive)) {
            BackupManifest manifest = in.manifest();
            if (manifest.schemaVersion() > database.schemaVersion()) {
                throw new BadBackupException(
                        "the backup '" + archive + "' is of a newer Patchbay: its tables have version "
                                + manifest.schemaVersion() + ", ours " + database.schemaVersion(),
                        null);
            }
            if (database.settings().folder().isPresent()) {
                PrivateFiles.checkSpace(database.settings().folder().get(), "database",
                        manifest.bytesBelow(BackupManifest.DATABASE));
            }
            try (RestoredFiles restored = RestoredFiles.stage(in, files, replace, clock.instant())) {
                database.write("row", "of the backup", handle -> fill(handle, in, restored, replace));
                restored.keep();
            }
            return manifest;
        } catch (IOException e) {
            throw unreadable(archive, e);
        } catch (UncheckedIOException e) {
            throw unreadable(archive, Objects.requireNonNull(e.getCause()));
        } catch (DuplicateException | MissingException e) {
            throw new BadBackupException("the backup '" + archive + "' has rows that do not belong together", e);
        } catch (UnavailableException e) {
            if (Engines.refusedValues(e)) {
                throw new BadBackupException("the backup '" + archive + "' has rows that its tables refuse", e);
            }
            throw e;
        }
    }

    private static boolean fill(Handle handle, BackupReader in, RestoredFiles files, boolean replace) {
        List<String> filled = Tables.filled(handle);
        if (!filled.isEmpty() && !replace) {
            throw new BadBackupException("the database is not empty (" + String.join(", ", filled) + "): restore into a"
                    + " new one, or say that it is to be replaced", null);
        }
        Tables.clear(handle);
        try {
            for (String table : Tables.KEPT) {
                fill(handle, table, in);
            }
            // Last, and only the commit after it
            files.moveIntoPlace();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fill(Handle handle, String table, BackupReader in) throws IOException {
        Map<String, Tables.Type> ours = Tables.columns(handle, table);
        Map<String, Tables.Type> theirs = new LinkedHashMap<>();
        List<List<@Nullable Object>> batch = new ArrayList<>();
        in.rows(table, (columns, values) -> {
            if (theirs.isEmpty()) {
                for (String column : columns) {
                    Tables.Type type = ours.get(column);
                    if (type == null || theirs.put(column, type) != null) {
                        throw new IOException("the rows of '" + table + "' have a column '" + column
                                + "' that is not known or comes twice");
                    }
                }
            }
            batch.add(values);
            if (batch.size() == BATCH_ROWS) {
                Tables.insert(handle, table, theirs, batch);
                batch.clear();
            }
        });
        Tables.insert(handle, table, theirs, batch);
    }

    private static BadBackupException unwritable(Path archive, IOException e) {
        return new BadBackupException("the backup '" + archive + "' cannot be written: " + e.getMessage(), e);
    }

    private static BadBackupException unreadable(Path archive, IOException e) {
        return new BadBackupException("the backup '" + archive + "' cannot be restored: " + e.getMessage(), e);
    }
}
