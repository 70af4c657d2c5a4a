package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.patchbay.host.fixture.PluginJar;
import dev.patchbay.server.command.CommandLineFixture.Ran;
import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.ConfigurationReader;
import dev.patchbay.server.configuration.ConfigurationReader.Flag;
import dev.patchbay.server.running.Mode;
import dev.patchbay.server.running.PatchbayServer;
import dev.patchbay.server.running.StartException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class RunningServerTest {
    private static final String QUESTION = """
            var answer = call.ask("name", dev.patchbay.api.input.ElicitRequest.form("Who are you?")
                .string("name", "Your name").build());
            return CallToolResult.text(answer.isAccepted() ? "Hello, " + answer.content().get("name") : "Nobody");""";

    @TempDir private static Path home;
    private static PatchbayServer server;

    @BeforeAll
    static void start() throws Exception {
        Files.createDirectories(home.resolve("plugins"));
        PluginJar.of("demo", "1.0.0").tool("echo", "return CallToolResult.text(\"got \" + call.arguments());")
                .tool("fails", "return CallToolResult.error(\"It is broken; try echo\");")
                .tool("steps", "call.progress().report(1, 2.0, \"half\"); return CallToolResult.text(\"done\");")
                .tool("asks", QUESTION)
                .tool("logs", "System.getLogger(\"my.library\").log(System.Logger.Level.WARNING, \"noted {0}\", 5);"
                        + "return CallToolResult.text(\"\");")
                .tool("escapes", "return CallToolResult.text(\"\\u001b[2J\\u2028cleared\");")
                .writeTo(home.resolve("plugins/demo.jar"));
        Files.writeString(home.resolve("plugins/broken.jar"), "no JAR at all");
        server = PatchbayServer.start(Mode.DEV, configuration(home, "0"), "1.2.3");
    }

    @AfterAll
    static void stop() {
        assertThat(server.stop(Duration.ofSeconds(5))).isTrue();
        assertThat(home.resolve("data/status.json")).doesNotExist();
    }

    private static Configuration configuration(Path folder, String port) throws Exception {
        return ConfigurationReader.read(folder, null, Map.of(), List.of(new Flag("--port", "mcp.port", port)));
    }

    private static CommandLineFixture patchbay() {
        return new CommandLineFixture(home);
    }

    @Test
    void toolsListsThemAndFindsTheServerByItsDataFolder() {
        Ran tools = patchbay().run("tools");

        assertThat(tools.exitCode()).as(tools.err()).isZero();
        assertThat(tools.out().lines()).contains("demo_echo     Tool echo of demo", "demo_asks     Tool asks of demo");
    }

    @Test
    void toolsAsJsonIsWhatTheProtocolLists() {
        assertThat(patchbay().run("tools", "demo_echo", "--json").list("tools")).singleElement()
                .satisfies(tool -> assertThat(tool).containsEntry("name", "demo_echo")
                        .containsKey("inputSchema"));
    }

    @Test
    void aToolIsShownWithItsDescription() {
        assertThat(patchbay().run("tools", "demo_echo").out()).contains("Tool echo of demo", "It takes no arguments.");
    }

    @Test
    void callPrintsTheText() {
        Ran call = patchbay().run("call", "demo_echo", "a=5", "b=x");

        assertThat(call.exitCode()).as(call.err()).isZero();
        assertThat(call.out()).isEqualTo("got {a=5, b=x}\n");
    }

    @Test
    void callTakesArgumentsFromAPipe() {
        assertThat(patchbay().piping("{\"a\": [1, 2]}").run("call", "demo_echo", "-").out())
                .isEqualTo("got {a=[1, 2]}\n");
    }

    @Test
    void callAsJsonIsTheWholeResult() {
        assertThat(patchbay().run("call", "demo_echo", "--json").json())
                .containsEntry("content", List.of(Map.of("type", "text", "text", "got {}")));
    }

    @Test
    void aFailureOfTheToolIsExitCodeOneAndGoesToTheStandardError() {
        Ran call = patchbay().run("call", "demo_fails");

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.out()).isEmpty();
        assertThat(call.err()).contains("It is broken; try echo");
    }

    @Test
    void progressGoesToTheStandardError() {
        Ran call = patchbay().run("call", "demo_steps");

        assertThat(call.out()).isEqualTo("done\n");
        assertThat(call.err()).contains(" 50 % half");
    }

    @Test
    void anUnknownToolIsAnsweredWithTheRightName() {
        Ran call = patchbay().run("call", "demo_ecko");

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err()).contains("There is no tool 'demo_ecko'; did you mean 'demo_echo'?");
    }

    @Test
    void aQuestionIsPutToThePersonAtTheTerminal() {
        Ran call = patchbay().typing("Ada\ny\n").run("call", "demo_asks");

        assertThat(call.err()).contains("The tool asks: Who are you?");
        assertThat(call.out()).isEqualTo("Hello, Ada\n");
    }

    @Test
    void aQuestionThatNobodyCanAnswerIsSaidSo() {
        Ran call = patchbay().run("call", "demo_asks");

        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(call.err()).contains("The tool asks questions", "run the command on a terminal");
    }

    @Test
    void aResultCannotSteerTheTerminal() {
        assertThat(patchbay().typing("").run("call", "demo_escapes").out()).isEqualTo("[2J\\u2028cleared\n");
        assertThat(patchbay().run("call", "demo_escapes").out()).isEqualTo("[2J\u2028cleared\n");
    }

    @Test
    void whatAPluginLogsIsMarkedWithItsInstance() {
        Logger logger = (Logger) LoggerFactory.getLogger("plugin.demo");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        try {
            assertThat(patchbay().run("call", "demo_logs").exitCode()).isZero();
        } finally {
            logger.detachAppender(lines);
        }

        assertThat(lines.list).singleElement().satisfies(line -> {
            assertThat(line.getFormattedMessage()).isEqualTo("noted 5");
            assertThat(line.getKeyValuePairs()).extracting(pair -> pair.key + "=" + pair.value)
                    .containsExactly("instance=demo", "logger=my.library");
        });
    }

    @Test
    void pluginsShowsWhatTheServerSays() {
        Ran plugins = patchbay().run("plugins");

        assertThat(plugins.exitCode()).isZero();
        assertThat(plugins.out()).contains("As the server at " + server.status().url(), "demo  1.0.0  started  demo_",
                "broken.jar  failed  it is not a JAR");
        assertThat(patchbay().run("plugins", "--json").json()).containsEntry("source", "server")
                .containsEntry("url", server.status().url());
    }

    @Test
    void doctorFindsTheBrokenJarAndSaysWhatToDo() {
        Ran doctor = patchbay().run("doctor", "--port", "0");

        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).contains("ok       java: Java 25", "in dev mode at " + server.status().url(),
                "problem  plugin broken.jar: it is not a JAR", "Remove the JAR, or replace it",
                "Something is wrong");
        assertThat(patchbay().run("doctor", "--json").json()).containsEntry("healthy", false);
    }

    @Test
    void aPortInUseIsSaidWithTheWayOut() throws Exception {
        int port = URI.create(server.status().url()).getPort();
        Configuration other = ConfigurationReader.read(home, null, Map.of("MCP_PORT", String.valueOf(port)), List.of());

        assertThatThrownBy(() -> PatchbayServer.start(Mode.DEV, other, "1.2.3")).isInstanceOf(StartException.class)
                .hasMessageStartingWith("Port " + port + " (MCP_PORT) on 127.0.0.1 cannot be listened on: ")
                .hasMessageEndingWith("or take another with --port or mcp.port in conf/patchbay.yaml.");
        assertThat(patchbay().run("dev", "--port", String.valueOf(port)).exitCode()).isEqualTo(1);
    }

    @Test
    void aDataFolderInUseIsSaidWithTheWayOut() {
        assertThatThrownBy(() -> PatchbayServer.start(Mode.DEV, configuration(home, "0"), "1.2.3"))
                .hasMessageContaining("Another Patchbay uses the data folder");
    }

    @Test
    void statusFollowsThePluginsFolder() throws Exception {
        Path jar = PluginJar.of("late", "2.0.0").tool("late", "return CallToolResult.text(\"late\");")
                .writeTo(home.resolve("plugins/late.jar"));
        Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> patchbay().run("plugins").out().contains("late  2.0.0  started  late"));

        Files.delete(jar);

        Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> !patchbay().run("plugins").out().contains("late"));
    }
}
