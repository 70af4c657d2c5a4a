package dev.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.enablement.Role;
import dev.patchbay.store.enablement.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir private Path folder;
    private Path data = Path.of("data");

    @BeforeEach
    void nameDataFolder() {
        data = folder.resolve("data");
    }

    private DatabaseSettings settings() {
        return DatabaseSettings.inFolder(data).withPool(TestEngine.SMALL);
    }

    @Test
    void keepsWhatItWasGivenInItsFolder() throws IOException {
        try (Database database = Database.open(settings())) {
            new Roles(database).create(new Role("one", "", Set.of()));
        }
        try (Database database = Database.open(settings())) {
            assertThat(new Roles(database).find("one")).isPresent();
        }
        try (Stream<Path> files = Files.list(data.resolve("database"))) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactly("patchbay.mv.db");
        }
    }

    @Test
    void letsOnlyItsOwnerReadIt() throws IOException {
        try (Database database = Database.open(settings())) {
            assertThat(database.settings().folder()).contains(data.resolve("database"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("database"))))
                    .isEqualTo("rwx------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                    data.resolve("database/patchbay.mv.db")))).isEqualTo("rw-------");
        }
    }

    @Test
    void runsWithoutWriteDelay() {
        try (Database database = Database.open(settings())) {
            List<String> delays = database.read(handle -> handle.createQuery("SELECT setting_value"
                    + " FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'").mapTo(String.class)
                    .list());
            assertThat(delays).isNotEmpty().containsOnly("0");
        }
    }

    @Test
    void staysOpenWhenThreadsAreInterrupted() throws InterruptedException {
        try (Database database = Database.open(settings())) {
            Roles roles = new Roles(database);
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 80; i++) {
                    try {
                        roles.create(new Role("r" + i, "x".repeat(4_000), Set.of()));
                    } catch (UnavailableException e) {
                        assertThat(e).hasMessageContaining("failed");
                    }
                }
            });
            while (!writer.join(Duration.ofMillis(1))) {
                writer.interrupt();
            }
            roles.create(new Role("after", "", Set.of()));
            assertThat(roles.all()).isNotEmpty();
        }
        try (Database database = Database.open(settings())) {
            assertThat(new Roles(database).find("after")).isPresent();
        }
    }

    @Test
    void isBackedUpWhileItIsWritten() throws InterruptedException {
        try (Database database = Database.open(settings())) {
            Roles roles = new Roles(database);
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger written = new AtomicInteger();
            Thread writer = Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    roles.create(new Role("r" + written.getAndIncrement(), "", Set.of()));
                }
            });
            Backup backup = new Backup(database, Instant::now);
            for (int round = 0; round < 3; round++) {
                int before = written.get();
                long rows = backup.write(folder.resolve("backup" + round), Map.of()).parts().stream()
                        .filter(part -> part.name().equals("database/access_role.jsonl"))
                        .mapToLong(BackupManifest.Part::rows).sum();
                assertThat(rows).isBetween(before - 1L, (long) written.get());
            }
            stop.set(true);
            writer.join();
            assertThat(roles.all()).hasSize(written.get());
        }
    }

    @Test
    void refusesToStartWhenAWriteDelayIsInEffect() throws SQLException {
        DatabaseSettings settings = settings();
        Database.open(settings).close();
        String delayed = settings.url().replace("WRITE_DELAY=0", "WRITE_DELAY=500");
        assertThat(delayed).contains("WRITE_DELAY=500");
        try (Connection connection = DriverManager.getConnection(delayed, settings.user(), settings.password())) {
            assertThat(connection.isValid(1)).isTrue();
            assertThatThrownBy(() -> Engines.checkWriteDelay(connection)).isInstanceOf(BadSettingsException.class)
                    .hasMessageContaining("WRITE_DELAY is 500").hasMessageContaining("killed");
        }
        Database.open(settings).close();
    }

    @Test
    void refusesAFolderThatAnotherProcessUses() throws Exception {
        try (Database database = Database.open(settings());
                CrashingWriter other = new CrashingWriter(data, "r", "product")) {
            assertThat(other.awaitEnd()).contains("in use by another process");
            assertThat(database.schemaVersion()).isPositive();
        }
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws IOException {
        Files.createDirectory(data);
        Files.writeString(data.resolve("database"), "a file");
        assertThatThrownBy(() -> Database.open(settings())).isInstanceOf(BadSettingsException.class)
                .hasMessageContaining("cannot be created");
        Files.delete(data.resolve("database"));
        Files.createDirectory(data.resolve("database"));
        Files.writeString(data.resolve("database/patchbay.mv.db"), "nonsense, and enough of it".repeat(1000));
        assertThatThrownBy(() -> Database.open(settings())).isInstanceOf(BadSettingsException.class)
                .hasMessageContaining("cannot be opened");
    }
}
