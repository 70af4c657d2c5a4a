package dev.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.audit.AuditIndex;
import dev.patchbay.store.audit.AuditRow;
import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestEngine.class)
class BackupTest {
    private static final Instant NOW = Instant.parse("2026-11-21T13:14:15Z");

    @TempDir private Path folder;

    private final TestEngine engine;
    private final Database database;
    private final Backup backup;

    BackupTest(TestEngine engine) {
        this.engine = engine;
        database = engine.emptied();
        backup = new Backup(database, () -> NOW);
    }

    private static Backup of(Database database) {
        return new Backup(database, () -> NOW);
    }

    private Path archive() {
        return folder.resolve("backup.zip");
    }

    @Test
    void goesBackIntoEitherDatabase() {
        Sample.fill(database);
        List<Object> before = Sample.read(database);
        BackupManifest written = backup.write(archive(), Map.of());
        assertThat(written.createdAt()).isEqualTo(NOW);
        assertThat(written.parts()).hasSize(Tables.KEPT.size()).allMatch(part -> part.rows() > 0);
        for (TestEngine target : TestEngine.values()) {
            try (Database restored = Database.open(target.newDatabase())) {
                assertThat(of(restored).restore(archive(), Map.of(), false)).isEqualTo(written);
                assertThat(Sample.read(restored)).isEqualTo(before);
            }
        }
        assertThat(Backup.inspect(archive())).isEqualTo(written);
    }

    @Test
    void holdsOneStateWhileOthersWrite() throws Exception {
        Roles roles = new Roles(database);
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 0; !stop.get(); i++) {
                String number = String.valueOf(i);
                database.together(() -> {
                    database.write("", "", handle -> handle.execute("INSERT INTO quota_use (use_day, client_id, calls)"
                            + " VALUES (DATE '2026-11-21', '" + number + "', 1)"));
                    roles.create(new Role("r" + number, "", Set.of()));
                    return true;
                });
            }
        });
        try (Database restored = Database.open(TestEngine.H2.newDatabase())) {
            for (int round = 0; round < 5; round++) {
                Path archive = folder.resolve("round" + round);
                BackupManifest written = backup.write(archive, Map.of());
                assertThat(rows(written, "access_role")).isEqualTo(rows(written, "quota_use"));
                of(restored).restore(archive, Map.of(), true);
                assertThat(new Roles(restored).all()).hasSize((int) rows(written, "access_role"));
            }
        } finally {
            stop.set(true);
            writer.join();
        }
        assertThat(roles.all()).isNotEmpty();
    }

    private static long rows(BackupManifest manifest, String table) {
        return manifest.parts().stream().filter(part -> part.name().equals("database/" + table + ".jsonl"))
                .mapToLong(BackupManifest.Part::rows).sum();
    }

    @Test
    void replacesOnlyWhenTold() {
        Sample.fill(database);
        backup.write(archive(), Map.of());
        List<Object> before = Sample.read(database);
        new Roles(database).create(new Role("later", "", Set.of()));
        new AuditIndex(database).insert(List.of(
                new AuditRow(1, NOW, "call", null, null, null, null, null, null, null, null, "s", 0)));
        assertThatThrownBy(() -> backup.restore(archive(), Map.of(), false)).isInstanceOf(BadBackupException.class)
                .hasMessageContaining("not empty").hasMessageContaining("access_role");
        assertThat(new Roles(database).find("later")).isPresent();
        backup.restore(archive(), Map.of(), true);
        assertThat(Sample.read(database)).isEqualTo(before);
        assertThat(new AuditIndex(database).lastSeq()).isEmpty();
    }

    @Test
    void leavesEverythingAsItWasWhenThePartReadLastIsDamaged() throws IOException {
        Sample.fill(database);
        Path key = Files.writeString(folder.resolve("key"), "old key");
        backup.write(archive(), Map.of("key", key));
        HostileArchive.change(archive(), "database/audit_anchor.jsonl", text -> text.replace("\"s\"", "\"t\""));
        new Roles(database).create(new Role("later", "", Set.of()));
        List<Object> before = Sample.read(database);
        Files.writeString(key, "new key");
        assertThatThrownBy(() -> backup.restore(archive(), Map.of("key", key), true))
                .isInstanceOf(BadBackupException.class).hasMessageContaining("audit_anchor")
                .hasMessageContaining("damaged");
        assertThat(Sample.read(database)).isEqualTo(before);
        assertThat(key).hasContent("new key");
        assertOnly("backup.zip", "key");
    }

    @Test
    void leavesEverythingAsItWasWhenAFileCannotBePutInItsPlace() throws IOException {
        Sample.fill(database);
        Path audit = Files.createDirectories(folder.resolve("audit"));
        Files.writeString(audit.resolve("1.log"), "old");
        Path key = Files.writeString(folder.resolve("key"), "old key");
        backup.write(archive(), Map.of("audit", audit, "key", key));
        Files.writeString(audit.resolve("1.log"), "new");
        Files.writeString(key, "new key");
        new Roles(database).create(new Role("later", "", Set.of()));
        List<Object> before = Sample.read(database);
        // Both are in the way of what is there already, so that whichever is moved second fails
        Path blocked = Files.createDirectories(folder.resolve("audit.before-restore-20261121T131415Z/x"));
        assertThatThrownBy(() -> backup.restore(archive(), Map.of("audit", audit, "key", key), true))
                .isInstanceOf(BadBackupException.class);
        assertThat(Sample.read(database)).isEqualTo(before);
        assertThat(key).hasContent("new key");
        assertThat(audit.resolve("1.log")).hasContent("new");
        Files.delete(blocked);
        Files.delete(blocked.getParent());
        assertOnly("audit", "backup.zip", "key");
    }

    private void assertOnly(String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    @Test
    void bringsFilesBackThatOnlyTheirOwnerReads() throws IOException {
        Path audit = Files.createDirectories(folder.resolve("audit/2026"));
        Files.writeString(audit.resolve("1.log"), "first");
        byte[] large = new byte[300_000];
        new Random(1).nextBytes(large);
        Files.write(folder.resolve("audit/\u6d4b .log"), large);
        Path key = Files.writeString(folder.resolve("seal.key"), "secret");
        backup.write(archive(), Map.of("audit", folder.resolve("audit"), "seal.key", key, "absent",
                folder.resolve("absent")));
        assertThat(Backup.inspect(archive()).fileNames()).containsExactlyInAnyOrder("audit", "seal.key");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(archive()))).isEqualTo("rw-------");
        Path place = folder.resolve("new/place");
        try (Database restored = Database.open(engine.newDatabase())) {
            of(restored).restore(archive(), Map.of("audit", place.resolve("audit"), "seal.key", place.resolve("key"),
                    "absent", place.resolve("absent")), false);
        }
        assertThat(place.resolve("audit/2026/1.log")).hasContent("first");
        assertThat(place.resolve("audit/\u6d4b .log")).hasBinaryContent(large);
        assertThat(place.resolve("key")).hasContent("secret");
        assertThat(place.resolve("absent")).doesNotExist();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("key"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.resolve("audit"))))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(place)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void keepsReplacedFilesBeside() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "old");
        backup.write(archive(), Map.of("key", key));
        Files.writeString(key, "new");
        assertThatThrownBy(() -> backup.restore(archive(), Map.of("key", key), false))
                .isInstanceOf(BadBackupException.class).hasMessageContaining("exists already");
        backup.restore(archive(), Map.of("key", key), true);
        assertThat(key).hasContent("old");
        assertThat(folder.resolve("key.before-restore-20261121T131415Z")).hasContent("new");
    }

    @Test
    void refusesWhatHasNoPlaceOrIsNoFile() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "x");
        backup.write(archive(), Map.of("key", key));
        assertThatThrownBy(() -> backup.restore(archive(), Map.of("other", key), true))
                .isInstanceOf(BadBackupException.class).hasMessageContaining("key").hasMessageContaining("no place");
        assertThatThrownBy(() -> backup.write(archive(), Map.of())).isInstanceOf(BadBackupException.class)
                .hasMessageContaining("exists already");
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("link"), key);
        assertThatThrownBy(() -> backup.write(folder.resolve("second"), Map.of("links", links)))
                .isInstanceOf(BadBackupException.class).hasMessageContaining("is a link");
        assertThatThrownBy(() -> backup.write(folder.resolve("second"), Map.of("all", folder)))
                .isInstanceOf(BadBackupException.class).hasMessageContaining("another place");
        assertThatThrownBy(() -> backup.write(folder.resolve("second"), Map.of("../x", key)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(folder.resolve("second")).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(path -> path.toString().endsWith(".part"))).isEmpty();
        }
    }
}
