package dev.patchbay.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.store.Database;
import dev.patchbay.store.administration.SealedKeyset;
import dev.patchbay.store.administration.SealedSecret;
import dev.patchbay.store.administration.VaultRows;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(VaultEngine.class)
class VaultTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String VALUE = "s3cret \u20ac\n\ud83d\ude00";

    private final Database database;
    private final VaultRows rows;
    private final SecureRandom random = new SecureRandom();

    @TempDir Path folder;

    VaultTest(VaultEngine engine) {
        database = engine.emptied();
        rows = new VaultRows(database);
    }

    private KeyFile file() {
        return new KeyFile(folder.resolve("vault.key"));
    }

    private Vault opened() {
        return Vault.open(database, file(), () -> NOON, random);
    }

    private static void set(Vault vault, String name, String value) {
        try (SecretValue secret = SecretValue.of(value)) {
            vault.set(name, secret, "ada");
        }
    }

    private static String read(Vault vault, String name) {
        return vault.find(name).orElseThrow().reveal();
    }

    @Test
    void readsBackWhatWasSetAndOnlyTheLatest() {
        Vault vault = opened();
        assertThat(vault.find("crm")).isEmpty();
        set(vault, "crm", VALUE);
        assertThat(read(vault, "crm")).isEqualTo(VALUE);
        set(vault, "crm", "x");
        assertThat(read(opened(), "crm")).isEqualTo("x");
        assertThat(vault.list()).containsExactly(new SecretInfo("crm", 2, NOON, "ada"));
        assertThat(vault.info("crm")).contains(new SecretInfo("crm", 2, NOON, "ada"));
        assertThat(vault.remove("crm")).isTrue();
        assertThat(vault.remove("crm")).isFalse();
        assertThat(vault.find("crm")).isEmpty();
    }

    @Test
    void takesValuesOfUpTo64KiBAndNoOthers() {
        Vault vault = opened();
        String longest = "\u00e9".repeat(SecretValue.MAX_BYTES / 2);
        set(vault, "crm", longest);
        assertThat(read(vault, "crm")).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> SecretValue.of(longest + "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> SecretValue.of(""));
        assertThatIllegalArgumentException().isThrownBy(() -> SecretValue.of("secret\ud800"))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret\ud800"));
        assertThatIllegalArgumentException().isThrownBy(() -> set(vault, "Crm", "x")).withMessageContaining("Crm");
    }

    @Test
    void doesNothingBeforeTheFirstSecret() {
        opened();
        assertThat(folder).isEmptyDirectory();
        assertThat(rows.keyset()).isEmpty();
        assertThat(opened().rotateKeys()).isZero();
    }

    @Test
    void keepsNothingThatCanBeReadWithoutTheKeyFile() throws IOException {
        Vault vault = opened();
        set(vault, "crm", VALUE);
        byte[] key = Base64.getMimeDecoder().decode(Files.readString(file().path()));
        assertThat(key).hasSize(32);
        String stored = new String(rows.find("crm").orElseThrow().ciphertext(), StandardCharsets.ISO_8859_1)
                + new String(rows.keyset().orElseThrow().sealed(), StandardCharsets.ISO_8859_1);
        assertThat(stored).doesNotContain("s3cret", new String(key, StandardCharsets.ISO_8859_1), "AesGcm");
    }

    @Test
    void anyByteThatWasChangedIsFound() {
        Vault vault = opened();
        set(vault, "crm", VALUE);
        SealedSecret whole = rows.find("crm").orElseThrow();
        for (int i = 0; i < whole.ciphertext().length; i++) {
            byte[] changed = whole.ciphertext();
            changed[i] ^= (byte) (1 << (i % 8));
            rows.put(new SealedSecret("crm", whole.version(), changed, "ada", NOON));
            assertThatExceptionOfType(DamagedSecretException.class).as("byte " + i)
                    .isThrownBy(() -> vault.find("crm")).withMessageContaining("patchbay secret set crm")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
        }
        rows.put(whole);
        assertThat(read(vault, "crm")).isEqualTo(VALUE);
        SealedKeyset keyset = rows.keyset().orElseThrow();
        byte[] sealed = keyset.sealed();
        sealed[sealed.length / 2] ^= 1;
        rows.replace(new SealedKeyset(sealed, keyset.masterKey(), keyset.generation() + 1, NOON));
        assertThatExceptionOfType(MasterKeyException.class).isThrownBy(this::opened)
                .withMessageContaining("their row in the database was changed");
    }

    @Test
    void aRowOpensInItsPlaceOnly() {
        Vault vault = opened();
        set(vault, "crm", "of crm");
        set(vault, "erp", "of erp");
        SealedSecret crm = rows.find("crm").orElseThrow();
        SealedSecret erp = rows.find("erp").orElseThrow();
        rows.put(new SealedSecret("erp", erp.version(), crm.ciphertext(), "ada", NOON));
        rows.put(new SealedSecret("crm", crm.version() + 1, crm.ciphertext(), "ada", NOON));
        for (String name : List.of("crm", "erp")) {
            assertThatExceptionOfType(DamagedSecretException.class).isThrownBy(() -> vault.find(name));
        }
        assertThatExceptionOfType(DamagedSecretException.class).isThrownBy(vault::rotateKeys);
        assertThat(rows.keyset().orElseThrow().generation()).isEqualTo(1);
        set(vault, "crm", "again");
        assertThat(read(vault, "crm")).isEqualTo("again");
    }

    @Test
    void aRotationSealsAllAnewAndDestroysTheOldKeys() {
        Vault vault = opened();
        Vault other = opened();
        IntStream.range(0, 20).forEach(i -> set(vault, "s" + i, "value " + i));
        assertThat(read(other, "s3")).isEqualTo("value 3");
        SealedSecret before = rows.find("s3").orElseThrow();
        assertThat(vault.rotateKeys()).isEqualTo(20);
        SealedSecret after = rows.find("s3").orElseThrow();
        assertThat(after.version()).isEqualTo(before.version());
        assertThat(after.ciphertext()).isNotEqualTo(before.ciphertext());
        IntStream.range(0, 20).forEach(i -> assertThat(read(vault, "s" + i)).isEqualTo("value " + i));
        // Another process that has the old keys in memory reads the new ones
        assertThat(read(other, "s3")).isEqualTo("value 3");
        set(other, "s3", "changed");
        assertThat(read(vault, "s3")).isEqualTo("changed");
        rows.put(before);
        assertThatExceptionOfType(DamagedSecretException.class).isThrownBy(() -> vault.find("s3"));
    }

    @Test
    void aNewMasterKeyOpensAndTheOldOneDoesNot() throws IOException {
        Vault vault = opened();
        set(vault, "crm", VALUE);
        String old = Files.readString(file().path());
        SealedKeyset before = rows.keyset().orElseThrow();
        String fingerprint = vault.changeMasterKey(file());
        assertThat(read(vault, "crm")).isEqualTo(VALUE);
        assertThat(read(opened(), "crm")).isEqualTo(VALUE);
        assertThat(rows.keyset().orElseThrow().masterKey()).isEqualTo(fingerprint).isNotEqualTo(before.masterKey());
        assertThat(Files.readString(file().path())).isNotEqualTo(old);
        assertThat(Files.readString(folder.resolve("vault.key." + before.masterKey()))).isEqualTo(old);
        assertThat(folder.resolve("vault.key.next")).doesNotExist();

        // A backup of before with the key of now, and the other way round
        SealedKeyset now = rows.keyset().orElseThrow();
        rows.replace(new SealedKeyset(before.sealed(), before.masterKey(), now.generation() + 1, NOON));
        assertThatExceptionOfType(MasterKeyException.class).isThrownBy(this::opened)
                .withMessageContaining("fingerprint " + fingerprint)
                .withMessageContaining("sealed under " + before.masterKey());
        Files.writeString(file().path(), old);
        assertThat(opened().list()).hasSize(1);
        rows.replace(new SealedKeyset(now.sealed(), now.masterKey(), now.generation() + 2, NOON));
        assertThatExceptionOfType(MasterKeyException.class).isThrownBy(this::opened)
                .withMessageContaining("sealed under " + fingerprint);
        assertThat(rows.keyset().orElseThrow().sealed()).isEqualTo(now.sealed());
    }

    @Test
    void aChangeThatWasKilledBeforeTheFileWasMovedIsMadeGood() throws IOException {
        Vault vault = opened();
        set(vault, "crm", VALUE);
        byte[] old = Files.readAllBytes(file().path());
        vault.changeMasterKey(file());
        Files.move(file().path(), folder.resolve("vault.key.next"));
        Files.write(file().path(), old);
        Files.setPosixFilePermissions(file().path(), Files.getPosixFilePermissions(folder.resolve("vault.key.next")));
        assertThat(read(opened(), "crm")).isEqualTo(VALUE);
        assertThat(Files.readAllBytes(file().path())).isNotEqualTo(old);
        assertThat(folder.resolve("vault.key.next")).doesNotExist();
    }

    @Test
    void aLostMasterKeyIsSaidAndTheSecretsCanBeGivenUp() throws IOException {
        set(opened(), "crm", VALUE);
        Files.delete(file().path());
        assertThatExceptionOfType(MasterKeyException.class).isThrownBy(this::opened)
                .withMessageContaining("is missing").withMessageContaining("patchbay vault reset");
        assertThat(file().path()).doesNotExist();
        assertThat(Vault.reset(database)).isEqualTo(1);
        Vault vault = opened();
        set(vault, "crm", "anew");
        assertThat(read(vault, "crm")).isEqualTo("anew");
    }

    @Test
    void whoListensHearsOfEveryChange() {
        Vault vault = opened();
        List<String> heard = new ArrayList<>();
        vault.onChange(heard::add);
        set(vault, "crm", "1");
        set(vault, "crm", "2");
        vault.remove("crm");
        vault.remove("crm");
        assertThat(heard).containsExactly("crm", "crm", "crm");
    }

    @Test
    void nothingPrintsAValue() {
        Vault vault = opened();
        set(vault, "crm", VALUE);
        SecretValue value = vault.find("crm").orElseThrow();
        assertThat(value + " " + vault + " " + vault.list() + " " + rows.secrets() + rows.keyset())
                .doesNotContain("s3cret");
        value.close();
        assertThat(value.reveal()).doesNotContain("s3cret");
        assertThatThrownBy(() -> set(vault, "", VALUE)).hasMessageNotContaining("s3cret");
    }
}
