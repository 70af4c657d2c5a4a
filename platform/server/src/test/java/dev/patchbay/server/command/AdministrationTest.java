package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.server.command.CommandLineFixture.Ran;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationReader;
import dev.patchbay.server.configuration.ConfigurationReader.Flag;
import dev.patchbay.server.running.Mode;
import dev.patchbay.server.running.PatchbayServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What an administrator does on the command line, against one server; the last tests stop it and go on without. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdministrationTest {
    @TempDir private static Path home;
    private static PatchbayServer server;
    private static boolean stopped;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home.resolve("plugins"));
        PluginJar.of("demo", "1.0.0").tool("echo", "return CallToolResult.text(\"got\");")
                .writeTo(home.resolve("plugins/demo.jar"));
        server = PatchbayServer.start(Mode.SERVE, configuration(), "1.2.3");
    }

    private static Configuration configuration() throws Exception {
        return ConfigurationReader.read(home, null, Map.of(),
                List.of(new Flag("--port", "mcp.port", "0"), new Flag("--set", "admin.port", "0"),
                        new Flag("--set", "plugins.agent", "off")));
    }

    @AfterAll
    static void stop() {
        if (!stopped) {
            server.stop(Duration.ZERO);
        }
    }

    private static Ran patchbay(String... arguments) {
        return new CommandLineFixture(home).environment(Map.of("USER", "kim")).run(arguments);
    }

    private static Ran done(String... arguments) {
        Ran ran = patchbay(arguments);
        assertThat(ran.exitCode()).as("%s: %s%s", List.of(arguments), ran.out(), ran.err()).isZero();
        return ran;
    }

    @Test
    @Order(1)
    void theTokenAndTheFirstCodeAreForTheOwnerOfTheFolderOnly() throws IOException {
        for (String file : List.of("cli.token", "first-administrator.code", "admin.key")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data/" + file))))
                    .as(file).isEqualTo("rw-------");
        }
        assertThat(Files.readString(home.resolve("data/first-administrator.code")).strip())
                .isEqualTo(server.firstCode().orElseThrow());
    }

    @Test
    @Order(2)
    void aPluginIsApprovedAndServes() {
        assertThat(done("plugins").out()).contains("waiting for approval: patchbay plugin show demo");

        Ran approved = done("plugins", "approve", "demo");

        assertThat(approved.out()).startsWith("Approved demo 1.0.0");
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(
                () -> assertThat(done("plugins", "--json").list("instances")).extracting(each -> each.get("state"))
                        .containsExactly("started"));
        assertThat(patchbay("plugins", "approve", "demoo").err()).contains("There is no plugin 'demoo'");
    }

    @Test
    @Order(3)
    void whatAPluginDefinesAtRunTimeIsShownAndApprovedAfterItsJar() throws Exception {
        PluginJar.of("tables", "1.0.0").dynamic("Contributions.builder().tool(ToolDefinition.builder(\"count\","
                + " \"Counts rows\").build(), call -> CallToolResult.text(\"3\")).build()")
                .attribute("Patchbay-Grants", "hosts: a.example, b.example")
                .writeTo(home.resolve("plugins/tables.jar"));
        Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> done("plugin", "pending").out().contains("tables.jar"));
        assertThat(done("plugin", "show", "tables").out()).contains("hosts: a.example", "it brings:", "dynamic");

        assertThat(done("plugin", "approve", "tables", "--without-grant", "hosts: b.example").out())
                .startsWith("Approved tables 1.0.0");
        Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> done("plugin", "pending").out().contains("tables: count"));
        assertThat(done("plugin", "show", "tables").out()).contains("waits: tool count", "Counts rows",
                "not given   hosts: b.example");

        assertThat(done("plugin", "approve", "tables").out()).contains("tables, tool count: Approved");
        assertThat(done("plugins", "--json").out()).contains("tables_count");
        assertThat(done("plugin", "pending").out()).contains("Nothing waits.");
        assertThat(patchbay("plugin", "approve", "tables").err()).contains("Nothing of 'tables' waits");
        assertThat(patchbay("plugin", "show", "tabels").err()).contains("There is no plugin 'tabels'", "tables");
        assertThat(patchbay("plugin", "grant", "tables", "everything").err()).contains("kind: value");
        assertThat(done("plugin", "quarantine", "tables", "--reason", "test").out()).contains("Nothing of tables runs");
        assertThat(done("plugin", "show", "tables").out()).contains("IN QUARANTINE", "test");
    }

    @Test
    @Order(3)
    void aClientIsCreatedWithAKeyThatIsShownOnce() {
        done("role", "create", "support", "--permission", "crm:read");
        done("client", "create", "ada", "--name", "Ada", "--role", "support");
        String key = done("client", "key", "create", "ada", "--label", "laptop", "--days", "30").out().strip();

        Ran shown = done("client", "show", "ada", "--json");

        assertThat(key).matches("pb_[a-z0-9]{12}\\.[A-Za-z0-9_-]{43}");
        assertThat(shown.out()).contains("laptop").doesNotContain(key.substring(key.indexOf('.')));
        assertThat(shown.json()).containsEntry("displayName", "Ada").containsEntry("roles", List.of("support"));
        assertThat(patchbay("client", "create", "ada").err().strip())
                .isEqualTo("There is a client 'ada' already.");
        assertThat(patchbay("client", "show", "nobody").exitCode()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    @Order(4)
    void whatIsEnabledIsExplained() {
        assertThat(done("explain", "--client", "ada", "--tool", "demo_echo").out())
                .startsWith("ada may not use tool demo_echo and does not see it (not_enabled).");

        Ran enabled = done("enable", "ada", "tool:demo_echo", "tool:demo_ecko", "resource:notes://*");

        assertThat(enabled.out().strip()).isEqualTo("Enabled 3 of 3 for ada.");
        assertThat(enabled.err().strip()).isEqualTo(
                "Warning: nothing has the name tool:demo_ecko at this moment; is it spelt right?");
        assertThat(done("explain", "--client", "ada", "--tool", "demo_echo").out())
                .startsWith("ada may use tool demo_echo (allowed).");
        assertThat(done("client", "show", "ada").out()).contains("tool:demo_echo", "resource:notes://*");
        assertThat(done("disable", "ada", "tool:demo_ecko", "tool:never").out().strip())
                .isEqualTo("Disabled 1 of 2 for ada; the rest was not enabled.");
        assertThat(patchbay("enable", "ada", "demo_echo").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    @Order(5)
    void toolsetsAreWrittenWithWhatIsDifferentInThem() {
        done("toolset", "create", "helpdesk", "--description", "For support");
        done("toolset", "add", "helpdesk", "tool:demo_echo", "prompt:summary");

        Ran shown = done("toolset", "override", "helpdesk", "demo_echo", "--title", "Say it again");

        assertThat(shown.out()).contains("tool:demo_echo", "title: Say it again", "prompt:summary");
        done("enable", "role:support", "toolset:helpdesk");
        assertThat(done("toolset", "remove", "helpdesk", "prompt:summary").out()).doesNotContain("prompt:summary");
        assertThat(patchbay("enable", "ada", "toolset:nothing").err()).contains("no toolset 'nothing'");
    }

    @Test
    @Order(6)
    void aBadRuleIsNotSavedAndSaysWhere() {
        Ran bad = patchbay("rule", "add", "mine", "--allow", "args.owner = 'me'");
        assertThat(bad.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(bad.err()).startsWith("It was not saved:").contains("allow, line 1, column ");
        assertThat(patchbay("rule", "check", "--allow", "client.idd == 'x'").exitCode()).isEqualTo(ExitCode.FAILED);

        done("rule", "add", "mine", "--when", "tool.name == 'demo_echo'", "--allow", "client.id == 'bob'", "--message",
                "Bob only.");

        assertThat(done("explain", "--client", "ada", "--tool", "demo_echo").out()).startsWith("ada may not use");
        done("rule", "disable", "mine");
        assertThat(done("rule", "list").out()).contains("mine").contains("yes");
        done("rule", "remove", "mine");
    }

    @Test
    @Order(7)
    void limitsAreSetListedAndRemoved() {
        done("limit", "set", "600", "--client", "ada");
        done("limit", "set", "5", "--client", "ada", "--tool", "demo_echo");
        assertThat(done("limit", "list").out()).contains("client_tool  ada     demo_echo  5");
        done("limit", "remove", "--client", "ada", "--tool", "demo_echo");
        assertThat(done("limit", "list", "--json").list("items")).hasSize(1);
        assertThat(patchbay("limit", "set", "5").exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    @Order(8)
    void whatWasDoneIsRecordedWithTheUserOfTheOperatingSystem(@TempDir Path folder) {
        assertThat(done("audit", "query", "--kind", "administration", "--entry", "client.create", "--json")
                .list("items").getFirst()).containsEntry("client", "kim").containsEntry("instance", "ada");
        assertThat(done("audit", "verify").out()).startsWith("The trail is whole:");
        Path file = folder.resolve("all.jsonl");
        assertThat(done("audit", "export", file.toString()).out()).contains(" records to " + file);
        assertThat(file).content().contains("\"client.key.create\"").doesNotContain("pb_");
        assertThat(patchbay("audit", "export", file.toString()).err()).contains("exists already");
    }

    @Test
    @Order(9)
    void aBackupIsPutBackWithoutTheServerOnly(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("now.backup");
        done("backup", file.toString());
        assertThat(patchbay("restore", file.toString(), "--replace").err()).contains("Another Patchbay uses");
        done("client", "delete", "ada");

        server.stop(Duration.ofSeconds(5));
        stopped = true;
        assertThat(home.resolve("data/cli.token")).doesNotExist();
        assertThat(patchbay("client", "list").exitCode()).isEqualTo(ExitCode.NO_SERVER);
        assertThat(patchbay("client", "list").err()).contains("Start one with 'patchbay serve'");
        assertThat(done("audit", "verify").out()).startsWith("The trail is whole:");
        assertThat(done("admin", "reset", "root").out().strip()).hasSizeGreaterThan(20);
        assertThat(patchbay("restore", file.toString()).exitCode()).isEqualTo(ExitCode.FAILED);
        done("restore", file.toString(), "--replace");

        server = PatchbayServer.start(Mode.SERVE, configuration(), "1.2.3");
        stopped = false;
        assertThat(done("client", "show", "ada").out()).contains("tool:demo_echo");
        assertThat(done("audit", "verify").out()).startsWith("The trail is whole:");
    }
}
