package dev.patchbay.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigurationReaderTest {
    @TempDir private Path home;

    @Test
    void everySettingHasAValidDefault() throws Exception {
        Configuration configuration = read("", Map.of());

        assertThat(Settings.all()).allSatisfy(setting -> assertThat(configuration.get(setting)).isNotNull());
        assertThat(configuration.get(Settings.MCP_PORT)).isEqualTo(8080);
        assertThat(configuration.get(Settings.MCP_HOST)).isEqualTo("127.0.0.1");
        assertThat(configuration.get(Settings.CALLS_DEADLINE)).isEqualTo(Duration.ofSeconds(30));
        assertThat(configuration.folder(Settings.FOLDERS_DATA)).isEqualTo(home.resolve("data"));
        assertThat(configuration.place(Settings.MCP_PORT)).isEmpty();
    }

    @Test
    void noTwoSettingsShareANameOrAVariable() {
        assertThat(Settings.all()).extracting(Setting::name).doesNotHaveDuplicates();
        assertThat(Settings.all()).extracting(Setting::variable).doesNotHaveDuplicates();
    }

    @Test
    void aFileMayBeMissingUnlessItIsNamed() {
        assertThat(problems(() -> ConfigurationReader.read(home, Path.of("other.yaml"), Map.of(), List.of())))
                .containsExactly("other.yaml: there is no such file");
    }

    @Test
    void aSectionMayHoldSections() throws Exception {
        Configuration configuration = read("""
                admin:
                  port: 9081
                  oidc:
                    issuer: https://login.example.com
                    roles: [admins=administrator, cn=ops=operator]
                """, Map.of());

        assertThat(configuration.get(ServeSettings.ADMIN_PORT)).isEqualTo(9081);
        assertThat(configuration.get(OpenIdSettings.ISSUER)).isEqualTo("https://login.example.com");
        assertThat(configuration.get(OpenIdSettings.ROLES)).containsExactly("admins=administrator",
                "cn=ops=operator");
    }

    @Test
    void readsEveryKindOfValue() throws Exception {
        Configuration configuration = read("""
                mcp:
                  host: localhost
                  port: 9_090
                  allowed-hosts: [mcp.example.com, "other:8080"]
                  allowed-origins: https://a.example, https://b.example
                  tls-ended-by-proxy: true
                  idle-timeout: 90s
                limits:
                  body: 64KiB
                folders:
                  data: /var/lib/patchbay
                log:
                  level: DEBUG
                """, Map.of());

        assertThat(configuration.get(Settings.MCP_PORT)).isEqualTo(9090);
        assertThat(configuration.get(Settings.MCP_ALLOWED_HOSTS)).containsExactly("mcp.example.com", "other:8080");
        assertThat(configuration.get(Settings.MCP_ALLOWED_ORIGINS)).containsExactly("https://a.example",
                "https://b.example");
        assertThat(configuration.get(Settings.MCP_TLS_ENDED_BY_PROXY)).isTrue();
        assertThat(configuration.get(Settings.MCP_IDLE_TIMEOUT)).isEqualTo(Duration.ofSeconds(90));
        assertThat(configuration.get(Settings.LIMITS_BODY)).isEqualTo(65_536);
        assertThat(configuration.folder(Settings.FOLDERS_DATA)).isEqualTo(Path.of("/var/lib/patchbay"));
        assertThat(configuration.get(Settings.LOG_LEVEL)).isEqualTo("debug");
        assertThat(configuration.place(Settings.MCP_PORT)).contains("conf/patchbay.yaml:3");
    }

    @Test
    void flagsWinOverTheEnvironmentAndThatOverTheFile() throws Exception {
        String file = "mcp:\n  port: 1111\n  host: localhost\n  max-connections: 5\n";
        Map<String, String> environment = Map.of("PATCHBAY_MCP_PORT", "2222", "PATCHBAY_MCP_HOST", "127.0.0.2");
        write(file);
        Configuration configuration = ConfigurationReader.read(home, null, environment,
                List.of(new ConfigurationReader.Flag("--port", "mcp.port", "3333")));

        assertThat(configuration.get(Settings.MCP_PORT)).isEqualTo(3333);
        assertThat(configuration.place(Settings.MCP_PORT)).contains("--port");
        assertThat(configuration.get(Settings.MCP_HOST)).isEqualTo("127.0.0.2");
        assertThat(configuration.place(Settings.MCP_HOST)).contains("PATCHBAY_MCP_HOST");
        assertThat(configuration.get(Settings.MCP_MAX_CONNECTIONS)).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"MCP_HOST, localhost, mcp.host", "MCP_PORT, 9000, mcp.port",
        "MCP_MAX_CONNECTIONS, 77, mcp.max-connections", "PATCHBAY_LIMITS_JSON_DEPTH, 77, limits.json-depth",
        "PATCHBAY_CALLS_DEADLINE, 77s, calls.deadline"})
    void takesVariablesOfTheEnvironment(String variable, String text, String name) throws Exception {
        Setting<?> setting = Settings.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();

        Configuration configuration = read("", Map.of(variable, text));

        assertThat(configuration.get(setting)).isEqualTo(setting.read(text));
        assertThat(configuration.place(setting)).contains(variable);
    }

    @Test
    void aVariableThatSetsNothingIsAWarningWithAHint() throws Exception {
        Configuration configuration = read("",
                Map.of("PATCHBAY_MCP_PROT", "1", "PATCHBAY_SERVICE_HOST", "set by Kubernetes", "PATCHBAY_URL", "x",
                        "PATCHBAY_SECRET_CRM", "x", "PATCHBAY_VAULT_MASTER_KEY_VARIABLE", "PATCHBAY_KEY",
                        "PATCHBAY_KEY",
                        "x"));

        assertThat(configuration.warnings()).extracting(Problem::toString).containsExactly("PATCHBAY_MCP_PROT: this"
                + " variable of the environment sets nothing; did you mean 'PATCHBAY_MCP_PORT'?");
    }

    record Mistake(String file, String problem) {
        @Override
        public String toString() {
            return problem;
        }
    }

    static List<Mistake> mistakes() {
        return List.of(
                new Mistake("mcp:\n  prot: 1\n",
                        "conf/patchbay.yaml:2: there is no setting 'mcp.prot'; did you mean 'mcp.port'?"),
                new Mistake("\nmpc:\n  port: 1\n",
                        "conf/patchbay.yaml:2: there is no section 'mpc'; did you mean 'mcp'?"
                                + " (there are mcp, limits, calls, plugins, folders, stdio, log, resilience, tasks, cache, results, database, admin, audit, vault, oauth, instances, datasources)"),
                new Mistake("mcp:\n  port: 70000\n",
                        "conf/patchbay.yaml:2: mcp.port: '70000' is not a whole number from 0 to 65535"),
                new Mistake("mcp:\n  port: eighty\n",
                        "conf/patchbay.yaml:2: mcp.port: 'eighty' is not a whole number from 0 to 65535"),
                new Mistake("mcp:\n  tls-ended-by-proxy: yes\n",
                        "conf/patchbay.yaml:2: mcp.tls-ended-by-proxy: 'yes' is not true or false"),
                new Mistake("mcp:\n  host: 'a b'\n",
                        "conf/patchbay.yaml:2: mcp.host: 'a b' is not a host name or an IP address"),
                new Mistake("mcp:\n  allowed-origins: [example.com]\n",
                        "conf/patchbay.yaml:2: mcp.allowed-origins: 'example.com' is not an origin such as"
                                + " https://app.example.com"),
                new Mistake("calls:\n  deadline: 30\n",
                        "conf/patchbay.yaml:2: calls.deadline: '30' is not a duration from 100ms to 1h"
                                + " (units ms, s, m, h)"),
                new Mistake("limits:\n  body: 5TB\n",
                        "conf/patchbay.yaml:2: limits.body: '5TB' is not a number of bytes from 1KiB to 256MiB"
                                + " (units B, KiB, MiB)"),
                new Mistake("limits:\n  body: 9999999999999\n",
                        "conf/patchbay.yaml:2: limits.body: '9999999999999' is not a number of bytes from 1KiB to"
                                + " 256MiB (units B, KiB, MiB)"),
                new Mistake("log:\n  level: loud\n",
                        "conf/patchbay.yaml:2: log.level: 'loud' is not one of error, warn, info, debug, trace"),
                new Mistake("folders:\n  data: ' '\n", "conf/patchbay.yaml:2: folders.data: ' ' is not a folder;"
                        + " a relative one is below the installation"),
                new Mistake("mcp:\n  port:\n",
                        "conf/patchbay.yaml:2: mcp.port has no value; delete the line or give it one"),
                new Mistake("mcp:\n  port: {a: 1}\n", "conf/patchbay.yaml:2: mcp.port is a value, not a section"),
                new Mistake("mcp:\n  allowed-hosts: [[a]]\n",
                        "conf/patchbay.yaml:2: mcp.allowed-hosts: every entry must be a text"),
                new Mistake("mcp:\n  port: 1\n  port: 2\n", "conf/patchbay.yaml:3: 'port' stands twice"),
                new Mistake("mcp: &a\n  port: 1\n", "conf/patchbay.yaml:1: anchors (&name) are not supported;"
                        + " write the value where it is needed"),
                new Mistake("mcp: 5\n", "conf/patchbay.yaml:1: mcp must hold keys with values (name: value)"),
                new Mistake("just text\n",
                        "conf/patchbay.yaml:1: The file must hold keys with values (name: value)"),
                new Mistake("mcp:\n\tport: 1\n", "conf/patchbay.yaml:2: this is not YAML: found character '\\t(TAB)'"
                        + " that cannot start any token. (Do not use \\t(TAB) for indentation)"),
                new Mistake("instances:\n  my notes: {}\n",
                        "conf/patchbay.yaml:2: 'my notes' is no name of an instance:"
                                + " it has 1 to 63 of A-Z a-z 0-9 _ . -"),
                new Mistake("instances:\n  notes:\n    namespace: a b\n",
                        "conf/patchbay.yaml:3: 'a b' is no namespace: it has up to 63 of A-Z a-z 0-9 _ . -"),
                new Mistake("instances:\n  notes:\n    plugn: notes\n",
                        "conf/patchbay.yaml:3: there is no key 'plugn' in an instance; did you mean 'plugin'?"
                                + " (there are plugin, namespace, config, resilience)"),
                new Mistake("instances:\n  notes:\n    config: 3\n",
                        "conf/patchbay.yaml:3: config must hold keys with values (name: value)"),
                new Mistake("instances:\n  notes:\n    config:\n      token: ${NO_SUCH}\n",
                        "conf/patchbay.yaml:4: the environment has no variable NO_SUCH; set it, or write $${NO_SUCH}"
                                + " if no variable is meant"),
                new Mistake("instances:\n  notes:\n    config:\n      token: ${a b}\n",
                        "conf/patchbay.yaml:4: '${a b}' names no variable of the environment and no secret such as"
                                + " ${secret:crm.password}; write $${ for a plain ${"),
                new Mistake("instances:\n  notes:\n    config:\n      token: ${secret:Not A Name}\n",
                        "conf/patchbay.yaml:4: '${secret:Not A Name}' names no variable of the environment and no secret"
                                + " such as ${secret:crm.password}; write $${ for a plain ${"),
                new Mistake("instances:\n  notes:\n    config:\n      size: .inf\n",
                        "conf/patchbay.yaml:4: '.inf' is no number of JSON"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhatIsWrongAndWhere(Mistake mistake) {
        assertThat(problems(() -> read(mistake.file(), Map.of()))).containsExactly(mistake.problem());
    }

    @Test
    void tellsAllProblemsOfAllSourcesTogether() throws IOException {
        write("mcp:\n  prot: 1\nlog:\n  level: loud\n");
        ConfigurationException problem = catchThrowableOfType(ConfigurationException.class,
                () -> ConfigurationReader.read(home, null, Map.of("MCP_PORT", "x"),
                        List.of(new ConfigurationReader.Flag("--set", "logs.level", "info"))));

        assertThat(problem).hasMessage("""
                The configuration has 4 problems:
                  conf/patchbay.yaml:2: there is no setting 'mcp.prot'; did you mean 'mcp.port'?
                  conf/patchbay.yaml:4: log.level: 'loud' is not one of error, warn, info, debug, trace
                  MCP_PORT: mcp.port: 'x' is not a whole number from 0 to 65535
                  --set: there is no setting 'logs.level'; did you mean 'log.level'?""");
    }

    @Test
    void anInstanceTakesItsPluginFromItsNameAndItsConfigAsJson() throws Exception {
        Configuration configuration = read("""
                instances:
                  notes:
                  github-internal:
                    plugin: github
                    namespace: ""
                    config:
                      token: ${TOKEN}
                      url: https://${HOST}:${PORT}/$${x}
                      quoted: "${PORT}"
                      password: x${secret:crm.password}
                      retries: 3
                      huge: 123456789012345678901234567890
                      ratio: 0.25
                      on: true
                      nothing: null
                      list: [a, 1, {deep: "${HOST}"}]
                """, Map.of("TOKEN", "s3cret\"}", "HOST", "git", "PORT", "8443"));

        assertThat(configuration.instances()).hasSize(2);
        InstanceSettings notes = configuration.instances().getFirst();
        assertThat(notes.plugin()).isEqualTo("notes");
        assertThat(notes.namespace()).isEmpty();
        assertThat(notes.config()).isEmpty();
        InstanceSettings github = configuration.instances().getLast();
        assertThat(github.plugin()).isEqualTo("github");
        assertThat(github.namespace()).contains("");
        assertThat(github.place()).isEqualTo("conf/patchbay.yaml:3");
        assertThat(github.config()).containsEntry("token", "s3cret\"}")
                .containsEntry("url", "https://git:8443/${x}").containsEntry("quoted", "8443")
                .containsEntry("password", "x${secret:crm.password}")
                .containsEntry("retries", 3L).containsEntry("ratio", new BigDecimal("0.25")).containsEntry("on", true)
                .containsEntry("nothing", null).containsEntry("list", List.of("a", 1L, Map.of("deep", "git")));
        assertThat(github.config().get("huge")).hasToString("123456789012345678901234567890");
        assertThat(github.toString()).doesNotContain("s3cret");
    }

    @FunctionalInterface
    private interface Reading {
        void run() throws Exception;
    }

    private static List<String> problems(Reading reading) {
        return catchThrowableOfType(ConfigurationException.class, reading::run).problems().stream()
                .map(Problem::toString).toList();
    }

    private Configuration read(String file, Map<String, String> environment)
            throws ConfigurationException, IOException {
        write(file);
        return ConfigurationReader.read(home, null, environment, List.of());
    }

    private void write(String file) throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/patchbay.yaml"), file);
    }
}
