package dev.patchbay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups that somebody damaged or made to do harm: refused, with nothing changed and nothing written. */
class HostileBackupTest {
    private static final Database TARGET = Database.open(TestEngine.H2.newDatabase());

    @TempDir private Path folder;

    private Path archive = Path.of("");
    private Path place = Path.of("");

    @BeforeEach
    void writeGoodBackup() throws IOException {
        TestEngine.clear(TARGET);
        archive = folder.resolve("backup.zip");
        place = folder.resolve("place/files");
        Database source = TestEngine.H2.emptied();
        Sample.fill(source);
        new Backup(source, () -> Sample.NOON).write(archive,
                Map.of("keys", Files.writeString(folder.resolve("key"), "secret")));
    }

    @AfterAll
    static void close() {
        TARGET.close();
    }

    private void assertRefused(String message) throws IOException {
        List<Object> before = Sample.read(TARGET);
        assertThatThrownBy(() -> new Backup(TARGET, () -> Sample.NOON).restore(archive, Map.of("keys", place), false))
                .isInstanceOf(BadBackupException.class).hasMessageContaining(message);
        assertThat(Sample.read(TARGET)).isEqualTo(before);
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile).map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("backup.zip", "key");
        }
    }

    @Test
    void isRestoredWhenNobodyChangedIt() throws IOException {
        new Backup(TARGET, () -> Sample.NOON).restore(archive, Map.of("keys", place), false);
        assertThat(place).hasContent("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"files/../../evil", "files/keys/../../../evil", "files/keys/..", "files//evil", "files/keys/./x",
                "/etc/evil", "../evil", "files/keys/a\\\\..\\\\evil", "files/c:evil", "files/keys/", "files/", "files",
                "files/keys/x\\u0000y", "database/patchbay_schema.jsonl", "database/../files/x", "database/client.sql",
                "manifest.json"})
    void refusesNamesThatLeadElsewhere(String name) throws IOException {
        String written = name.replace("\\\\", "\\");
        Map<String, byte[]> entries = HostileArchive.read(archive);
        byte[] content = entries.remove("files/keys");
        byte[] manifest = entries.remove(BackupManifest.NAME);
        if (!name.equals("manifest.json")) {
            entries.put(written, content);
        }
        entries.put(BackupManifest.NAME, new String(manifest, StandardCharsets.UTF_8)
                .replace("files/keys", name).getBytes(StandardCharsets.UTF_8));
        HostileArchive.write(archive, entries);
        assertRefused("is not allowed");
    }

    @Test
    void refusesDamagedRows() throws IOException {
        HostileArchive.change(archive, "database/client.jsonl", text -> text.replace("c:d", "c:e"));
        assertRefused("damaged");
        HostileArchive.change(archive, "database/client.jsonl", text -> text.substring(0, 40));
        assertRefused("damaged");
    }

    @Test
    void refusesDamagedAndOverlongFiles() throws IOException {
        HostileArchive.change(archive, "files/keys", text -> "Secret");
        assertRefused("'files/keys' is damaged");
        HostileArchive.change(archive, "files/keys", text -> "0".repeat(10_000_000));
        assertRefused("'files/keys' is damaged");
        HostileArchive.change(archive, "files/keys", text -> "");
        assertRefused("'files/keys' is damaged");
    }

    @Test
    void refusesFilesThatDoNotFitOnTheDisk() throws IOException {
        HostileArchive.change(archive, BackupManifest.NAME,
                text -> text.replace("\"files/keys\",\"bytes\":6", "\"files/keys\",\"bytes\":" + Long.MAX_VALUE / 2));
        assertRefused("left");
        HostileArchive.change(archive, BackupManifest.NAME,
                text -> text.replaceFirst("\"bytes\":[0-9]+", "\"bytes\":" + Long.MAX_VALUE));
        assertRefused("damaged");
    }

    @Test
    void refusesPartsThatAreMissingOrNotNamed() throws IOException {
        Map<String, byte[]> entries = HostileArchive.read(archive);
        Map<String, byte[]> more = new LinkedHashMap<>(entries);
        more.put("files/more", new byte[1]);
        HostileArchive.write(archive, more);
        assertRefused("does not name");
        entries.remove("files/keys");
        HostileArchive.write(archive, entries);
        assertRefused("'files/keys' is missing");
        entries.remove(BackupManifest.NAME);
        HostileArchive.write(archive, entries);
        assertRefused("not a backup");
        Files.writeString(archive, "no archive");
        assertRefused("cannot be restored");
        Files.delete(archive);
        Files.createFile(archive);
        assertRefused("cannot be restored");
    }

    private void assertManifestRefused(UnaryOperator<String> change, String message) throws IOException {
        Map<String, byte[]> good = HostileArchive.read(archive);
        HostileArchive.change(archive, BackupManifest.NAME, change);
        assertThat(HostileArchive.read(archive).get(BackupManifest.NAME)).isNotEqualTo(good.get(BackupManifest.NAME));
        assertRefused(message);
        HostileArchive.write(archive, good);
    }

    @Test
    void refusesAManifestThatIsWrong() throws IOException {
        assertManifestRefused(text -> "{}", "not a backup");
        assertManifestRefused(text -> "[".repeat(100_000), "damaged");
        assertManifestRefused(text -> text + "x", "damaged");
        assertManifestRefused(text -> text.replace("\"formatVersion\":1", "\"formatVersion\":2"), "version 2");
        assertManifestRefused(text -> text.replaceFirst("\"schemaVersion\":[0-9]+", "\"schemaVersion\":99"),
                "newer Patchbay");
        assertManifestRefused(text -> text.replaceFirst("\"schemaVersion\":[0-9]+", "\"schemaVersion\":\"1\""),
                "damaged");
        assertManifestRefused(text -> text.replace("\"bytes\":6", "\"bytes\":-1"), "damaged");
        assertManifestRefused(text -> text.replaceFirst("\"sha256\":\"..", "\"sha256\":\"XX"), "damaged");
        assertManifestRefused(text -> text.replace("toolset_entry", "toolset"), "twice");
        assertManifestRefused(text -> text.replace("createdAt", "created"), "damaged");
    }

    private void assertRowsRefused(String table, UnaryOperator<String> change, String message) throws IOException {
        Map<String, byte[]> good = HostileArchive.read(archive);
        HostileArchive.forge(archive, "database/" + table + ".jsonl", change);
        assertRefused(message);
        HostileArchive.write(archive, good);
    }

    @Test
    void refusesRowsThatAreWrongThoughTheManifestAgrees() throws IOException {
        assertRowsRefused("client", text -> text.replace("true", "\"true\""), "no boolean");
        assertRowsRefused("client", text -> text.replace("9000000000", "\"9\""), "no bigint");
        assertRowsRefused("client", text -> text.replace("1970-01-01T00:00:00Z", "yesterday"), "no timestamp");
        assertRowsRefused("client", text -> text.replace("[\"b\"", "[[\"b\"]"), "no character varying");
        assertRowsRefused("client", text -> text.replace("[\"b\"", "[null"), "its tables refuse");
        assertRowsRefused("client", text -> text.replace("\"display_name\"", "\"id) VALUES ('x'); --\""), "not known");
        assertRowsRefused("client", text -> text.replace("\"display_name\"", "\"id\""), "comes twice");
        assertRowsRefused("client", text -> text.replace("[\"b\",", "[\"b\",1,"), "damaged");
        assertRowsRefused("client", text -> text + "\n", "damaged");
        assertRowsRefused("client", text -> "", "damaged");
        assertRowsRefused("client", text -> text.stripTrailing(), "damaged");
        assertRowsRefused("client", text -> text + text.lines().skip(1).findFirst().orElseThrow() + "\n", "damaged");
        assertRowsRefused("client", text -> text.replace("[\"b\",", "[\"a\","), "do not belong together");
        assertRowsRefused("client_role", text -> text.replace("\"a\"", "\"gone\""), "do not belong together");
    }
}
