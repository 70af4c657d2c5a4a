package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.server.command.CommandLineFixture.Ran;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationReader;
import dev.patchbay.server.configuration.ConfigurationReader.Flag;
import dev.patchbay.server.running.DatabaseOfConfiguration;
import dev.patchbay.server.running.Mode;
import dev.patchbay.server.running.PatchbayServer;
import dev.patchbay.server.running.StartException;
import dev.patchbay.server.running.VaultOfConfiguration;
import dev.patchbay.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Secrets on the command line, against one server; the later tests stop it and change keys. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecretsTest {
    private static final String CANARY = "canary-7c1e-value";
    private static final String KEY = "c29tZXRoaW5nIG9mIGV4YWN0bHkgMzIgYnl0ZXMhISE=";

    @TempDir private static Path home;
    private static PatchbayServer server;
    private static boolean stopped;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home.resolve("plugins"));
        server = PatchbayServer.start(Mode.SERVE, configuration(), "1.2.3");
    }

    @AfterAll
    static void stop() {
        if (!stopped) {
            server.stop(Duration.ZERO);
        }
    }

    private static Configuration configuration(String... settings) throws Exception {
        List<Flag> flags = new ArrayList<>(List.of(new Flag("--port", "mcp.port", "0"),
                new Flag("--set", "admin.port", "0"), new Flag("--set", "plugins.agent", "off")));
        Arrays.stream(settings).map(setting -> setting.split("=", 2))
                .forEach(setting -> flags.add(new Flag("--set", setting[0], setting[1])));
        return ConfigurationReader.read(home, null, Map.of("VAULT_KEY", KEY), flags);
    }

    private static Ran patchbay(String input, String... arguments) {
        return new CommandLineFixture(home).environment(Map.of("USER", "kim", "VAULT_KEY", KEY)).piping(input)
                .run(arguments);
    }

    private static Ran done(String input, String... arguments) {
        Ran ran = patchbay(input, arguments);
        assertThat(ran.exitCode()).as("%s: %s%s", List.of(arguments), ran.out(), ran.err()).isZero();
        assertThat(ran.out() + ran.err()).doesNotContain(CANARY);
        return ran;
    }

    /** As the vault's Java interface gives it, to whom the database belongs. */
    private static String read(String name, String... settings) throws Exception {
        Configuration configuration = configuration(settings);
        Path data = home.resolve("data");
        try (Database database = Database.open(DatabaseOfConfiguration.settings(configuration, data))) {
            return VaultOfConfiguration.open(configuration, data, database, new SecureRandom()).find(name)
                    .orElseThrow().reveal();
        }
    }

    @Test
    @Order(1)
    void withoutASecretThereIsNoKey() {
        assertThat(home.resolve("data/vault.key")).doesNotExist();
        assertThat(done("", "secret", "list").out().strip()).isEqualTo("There are no secrets.");
    }

    @Test
    @Order(2)
    void aValueIsPipedInAndNeverShown() throws IOException {
        assertThat(done(CANARY + "\n", "secret", "set", "crm.token").out().strip())
                .isEqualTo("The secret crm.token has its value; it is version 1.");
        done("-----BEGIN\n" + CANARY + "\n-----END\n\n", "secret", "set", "crm.key");
        done("other", "secret", "rotate", "crm.token");
        assertThat(done("", "secret", "list", "--json").list("items")).extracting(each -> each.get("name") + " "
                + each.get("version") + " " + each.get("setBy")).containsExactly("crm.key 1 kim", "crm.token 2 kim");
        assertThat(patchbay("x", "secret", "rotate", "other").err()).contains("There is no secret 'other'");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data/vault.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    @Order(3)
    void aValueOnTheCommandLineIsRefused() {
        for (String command : List.of("set", "rotate")) {
            Ran refused = patchbay("", "secret", command, "crm.token", CANARY);
            assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(refused.err()).contains("not taken from the command line").doesNotContain(CANARY);
        }
        assertThat(patchbay("", "secret", "set", "crm.token").err()).contains("no value on the standard input");
        assertThat(patchbay("x".repeat(200_000), "secret", "set", "crm.token").err()).contains("longer than 64 KiB");
        assertThat(patchbay(CANARY, "secret", "set", "CRM").err()).contains("is not a name").doesNotContain(CANARY);
        assertThat(done("", "secret", "list", "--json").list("items")).hasSize(2);
    }

    @Test
    @Order(4)
    void keysAreRotatedAndSecretsRemoved() {
        done("x", "secret", "set", "old");
        assertThat(done("", "vault", "rotate-keys").out().strip()).isEqualTo("Sealed 3 under a new key.");
        assertThat(done("", "secret", "remove", "old").out().strip()).isEqualTo("Removed the secret old.");
        assertThat(patchbay("", "secret", "remove", "old").err()).contains("There is no secret 'old'");
    }

    @Test
    @Order(5)
    void theMasterKeyIsNotChangedBelowAServerAndNotInABackup() throws IOException {
        assertThat(patchbay("", "vault", "change-master-key").err()).contains("Stop it first");
        assertThat(patchbay("", "vault", "reset").exitCode()).isEqualTo(ExitCode.USAGE);
        Path backup = home.resolve("b.backup");
        done("", "backup", backup.toString());
        String key = Files.readString(home.resolve("data/vault.key")).strip();
        assertThat(Files.readString(backup, java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain(key);
    }

    @Test
    @Order(6)
    void whatWasSetIsThereForTheVaultOfThisMasterKeyOnly() throws Exception {
        server.stop(Duration.ZERO);
        stopped = true;
        assertThat(read("crm.token")).isEqualTo("other");
        assertThat(read("crm.key")).isEqualTo("-----BEGIN\n" + CANARY + "\n-----END\n");

        Path key = home.resolve("data/vault.key");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        startFails("chmod 600 " + key);
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        startFails("The vault has one master key", "vault.master-key-file=data/vault.key",
                "vault.master-key-variable=VAULT_KEY");
        startFails("does not open with the master key of the variable VAULT_KEY",
                "vault.master-key-variable=VAULT_KEY");
        startFails("the command /nowhere/kms cannot be run", "vault.master-key-command=/nowhere/kms,get");
        assertThat(read("crm.token")).isEqualTo("other");
    }

    private static void startFails(String text, String... settings) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> PatchbayServer.start(Mode.SERVE, configuration(settings), "1.2.3"))
                .withMessageContaining(text);
    }

    @Test
    @Order(7)
    void theMasterKeyIsChangedAndMovedWhileNothingRuns() throws Exception {
        String before = Files.readString(home.resolve("data/vault.key"));
        assertThat(done("", "vault", "change-master-key").out()).contains("opens with the master key in the file");
        assertThat(Files.readString(home.resolve("data/vault.key"))).isNotEqualTo(before);
        assertThat(read("crm.token")).isEqualTo("other");

        // A backup of before opens with the key of its time only, which stayed beside the new one
        done("", "restore", home.resolve("b.backup").toString(), "--replace");
        startFails("its secrets were sealed under");
        Path kept;
        try (Stream<Path> files = Files.list(home.resolve("data"))) {
            kept = files.filter(file -> file.getFileName().toString().startsWith("vault.key.")).findAny().orElseThrow();
        }
        assertThat(kept).hasContent(before.strip());
        Files.copy(kept, home.resolve("data/vault.key"), StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
        assertThat(read("crm.token")).isEqualTo("other");

        done("", "vault", "change-master-key", "--to-variable", "VAULT_KEY");
        assertThat(read("crm.token", "vault.master-key-variable=VAULT_KEY")).isEqualTo("other");
        startFails("does not open with the master key of the file");
        assertThat(patchbay("", "vault", "change-master-key", "--set", "vault.master-key-variable=VAULT_KEY").err())
                .contains("where no new one can be put");

        assertThat(done("", "vault", "reset", "--remove-all-secrets").out()).contains("Removed 2 secrets");
        try (Stream<Path> files = Files.walk(home.resolve("data/audit"))) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                all.append(Files.readString(file));
            }
            assertThat(all).contains("\"secret.set\"", "\"crm.token\"", "\"vault.rotate_keys\"",
                    "\"vault.change_master_key\"", "\"vault.reset\"").doesNotContain(CANARY);
        }
    }
}
