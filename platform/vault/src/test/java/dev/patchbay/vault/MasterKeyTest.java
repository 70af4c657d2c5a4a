package dev.patchbay.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterKeyTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String PATH = "/usr/bin:/bin";

    @TempDir Path folder;
    private String key = "";

    @BeforeEach
    void makeKey() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        key = Base64.getEncoder().encodeToString(bytes);
    }

    private Path written(String text, String mode) throws IOException {
        Path file = folder.resolve("vault.key");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        return file;
    }

    private static String text(MasterKey key) {
        return new String(key.text(), java.nio.charset.StandardCharsets.US_ASCII);
    }

    private void refused(MasterKeySource source, String... words) {
        assertThatExceptionOfType(MasterKeyException.class).isThrownBy(() -> {
            switch (source) {
                case KeyFile file -> file.read();
                case KeyVariable variable -> variable.read();
                case KeyCommand command -> command.read();
            }
        }).satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain(key));
    }

    @Test
    void aFileIsMadeForItsOwnerOnly() throws IOException {
        KeyFile file = new KeyFile(folder.resolve("deep/er/vault.key"));
        assertThat(file.isToBeMade()).isTrue();
        assertThatCode(file::check).doesNotThrowAnyException();
        try (MasterKey made = file.make(new SecureRandom()); MasterKey read = file.read()) {
            assertThat(read.fingerprint()).isEqualTo(made.fingerprint()).hasSize(12);
        }
        assertThat(file.isToBeMade()).isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()))).isEqualTo("rw-------");
        assertThat(Files.readString(file.path())).hasSize(45).endsWith("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-", "rw-----w-", "rwx--x---"})
    void aFileThatOthersCanUseIsRefused(String mode) throws IOException {
        Path file = written(key, mode);
        refused(new KeyFile(file), mode, "chmod 600 " + file);
        assertThatExceptionOfType(MasterKeyException.class).isThrownBy(() -> new KeyFile(file).check());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
    void aFileForItsOwnerIsTaken(String mode) throws IOException {
        Path file = written("\n " + key + " \r\n", mode);
        try (MasterKey read = new KeyFile(file).read()) {
            assertThat(text(read)).isEqualTo(key);
            assertThat(read).hasToString("master key " + read.fingerprint());
        }
    }

    @Test
    void aFileOfSomebodyElseIsRefused() throws IOException {
        Path file = written(key, "rw-------");
        String owner = Files.getOwner(file).getName();
        refused(new KeyFile(file, () -> "patchbay"), "belongs to " + owner, "chown patchbay " + file);
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutBeingShown() throws IOException {
        refused(new KeyFile(written("", "rw-------")), "is empty", "openssl rand -base64 32");
        refused(new KeyFile(written(" \n", "rw-------")), "is empty");
        refused(new KeyFile(written(key.substring(0, 40), "rw-------")), "has 30 bytes instead of 32");
        refused(new KeyFile(written(key.substring(0, 41), "rw-------")), "is no master key");
        refused(new KeyFile(written(key.substring(0, 20) + "?" + key.substring(21), "rw-------")), "is no master key");
        refused(new KeyFile(written(key + key, "rw-------")), "is no master key");
        refused(new KeyFile(written("A".repeat(43) + "=", "rw-------")), "is no random key");
        refused(new KeyFile(written("changeme", "rw-------")), "has 6 bytes");
        refused(new KeyFile(written("x".repeat(5000), "rw-------")), "5000 bytes");
        refused(new KeyFile(folder), "is no file");
        refused(new KeyFile(folder.resolve("other.key")), "is missing");
    }

    @Test
    void aVariableHoldsTheKeyOrTheStartSaysSo() {
        KeyVariable set = new KeyVariable("VAULT_KEY", Map.of("VAULT_KEY", key));
        assertThatCode(set::check).doesNotThrowAnyException();
        assertThat(text(set.read())).isEqualTo(key);
        assertThat(set.toString()).doesNotContain(key);
        refused(new KeyVariable("VAULT_KEY", Map.of()), "VAULT_KEY is not set");
        refused(new KeyVariable("VAULT_KEY", Map.of("VAULT_KEY", "short")), "variable VAULT_KEY");
        assertThatExceptionOfType(MasterKeyException.class)
                .isThrownBy(() -> new KeyVariable("VAULT_KEY", Map.of("VAULT_KEY", " ")).check());
    }

    @Test
    void aCommandPrintsTheKeyAndSeesNothingButThePath() throws IOException {
        assertThat(text(new KeyCommand(List.of("printf", "%s\n", key), PATH, LONG).read())).isEqualTo(key);
        Path seen = folder.resolve("seen");
        KeyCommand command = new KeyCommand(
                List.of("/bin/sh", "-c", "env > " + seen + "; cat > /dev/null; echo " + key),
                PATH, LONG);
        assertThat(text(command.read())).isEqualTo(key);
        assertThat(Files.readAllLines(seen)).contains("PATH=" + PATH)
                .allMatch(line -> line.matches("(PATH|PWD|SHLVL|_|OLDPWD)=.*"));
        assertThat(command.toString()).doesNotContain(key);
    }

    @Test
    void aCommandHasNoShell() {
        refused(new KeyCommand(List.of("echo " + key), PATH, LONG), "cannot be run");
        refused(new KeyCommand(List.of("echo", "$(echo " + key + ")"), PATH, LONG), "is no master key");
    }

    @Test
    void aCommandThatFailsIsSaidWithoutWhatItPrints() {
        refused(new KeyCommand(List.of("/bin/sh", "-c", "echo " + key + "; exit 3"), PATH, LONG),
                "ends with status 3");
        refused(new KeyCommand(List.of("true"), PATH, LONG), "prints nothing");
        refused(new KeyCommand(List.of("/bin/sh", "-c", "echo " + key + "; sleep 60"), PATH, SHORT),
                "does not end within");
        refused(new KeyCommand(List.of("yes", key), PATH, LONG), "prints more than 4096 bytes");
    }
}
