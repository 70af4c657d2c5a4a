package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.api.ApiVersion;
import dev.patchbay.server.command.CommandLineFixture.Ran;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
    @TempDir private Path home;

    @ParameterizedTest
    @ValueSource(strings = {"dev", "serve", "call", "tools", "plugins", "doctor"})
    void theHelpOfEveryCommandHasExamplesAndExitCodes(String command) {
        Ran help = new CommandLineFixture(home).run(command, "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Examples:", "  patchbay " + command, "Exit codes:", "  0 ");
        assertThat(help.out().lines()).allMatch(line -> line.length() <= 100);
    }

    @Test
    void theHelpNamesEveryCommandAndTheFirstSteps() {
        assertThat(new CommandLineFixture(home).run("--help").out()).contains("dev ", "serve ", "call ", "tools ",
                "plugins ", "doctor ", "version ", "First steps:", "Exit codes:").doesNotContain("\u001b");
    }

    @Test
    void aCommandThatIsNamedIsTheOnlyOneThatIsMade() {
        Terminal terminal = new Terminal(new BufferedReader(Reader.nullReader()),
                new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false, false, false);
        Surroundings surroundings = new Surroundings(home, Map.of(), terminal, "1.2.3");

        assertThat(PatchbayCommand.commandLine(surroundings).getSubcommands()).hasSizeGreaterThan(20)
                .allSatisfy((name, all) -> assertThat(
                        PatchbayCommand.commandLine(surroundings, name, "--help").getSubcommands())
                        .containsOnlyKeys(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "serve", "stdio"})
    void aServerWithoutOptionsFailsAsOneWithThem(String command) throws IOException {
        Path file = Files.createDirectory(home.resolve("conf")).resolve("patchbay.yaml");
        Files.writeString(file, "mpc:\n  port: 1\n");

        Ran without = new CommandLineFixture(home).run(command);

        assertThat(without).isEqualTo(new CommandLineFixture(home).run(command, "--conf", file.toString()));
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("mpc");
    }

    @Test
    void coloursAreForTerminals() {
        assertThat(new CommandLineFixture(home).coloured().run("--help").out()).contains("\u001b[");
    }

    @Test
    void aSlipIsAnsweredWithTheRightWord() {
        Ran slip = new CommandLineFixture(home).run("tols");

        assertThat(slip.exitCode()).isEqualTo(2);
        assertThat(slip.err()).contains("tols", "patchbay tools");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        Ran wrong = new CommandLineFixture(home).run("tools", "--jsn");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--jsn");
        assertThat(wrong.out()).isEmpty();
    }

    @Test
    void withoutACommandItSaysWhatIsMissing() {
        Ran wrong = new CommandLineFixture(home).run();

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("a command is missing", "'patchbay --help'");
    }

    @Test
    void aWrongConfigurationIsToldInFull() throws IOException {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/patchbay.yaml"), "mcp:\n  prot: 1\n");
        Ran wrong = new CommandLineFixture(home).run("plugins", "--set", "log.level=loud");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("The configuration has 2 problems:",
                "conf/patchbay.yaml:2: there is no setting 'mcp.prot'; did you mean 'mcp.port'?", "--set log.level:");
    }

    @Test
    void versionNamesTheProductTheApiJavaAndMcp() {
        assertThat(new CommandLineFixture(home).run("version", "--json").json()).containsEntry("patchbay", "1.2.3")
                .containsEntry("pluginApi", ApiVersion.CURRENT)
                .containsEntry("mcpRevisions",
                        List.of("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"))
                .containsKey("java");
    }

    @Test
    void theBuildHasAVersion() {
        assertThat(Patchbay.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @Test
    void whereNoServerAnswersItSaysHowToStartOne() {
        Ran nobody = new CommandLineFixture(home).environment(Map.of("PATCHBAY_URL", "http://127.0.0.1:1"))
                .run("call", "hello");

        assertThat(nobody.exitCode()).isEqualTo(3);
        assertThat(nobody.err()).contains("No MCP server answers at http://127.0.0.1:1/mcp", "patchbay dev", "--url");
    }

    @Test
    void aUrlThatIsNoneIsWrongUsage() {
        Ran wrong = new CommandLineFixture(home).run("tools", "--url", "localhost:8080");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("--url: 'localhost:8080' is no URL of an MCP endpoint");
    }
}
