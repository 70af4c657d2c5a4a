package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.server.command.CommandLineFixture.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps it from starting; that it serves is tested where the whole product is. */
class StdioCommandTest {
    @TempDir private Path home;

    private Path key(String text, String mode) throws IOException {
        Path file = Files.writeString(home.resolve("my.key"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private Ran run(Map<String, String> environment, String... arguments) {
        return new CommandLineFixture(home).environment(environment).run(arguments);
    }

    @Test
    void theHelpHasWhatToPaste() {
        Ran help = run(Map.of(), "stdio", "--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("claude mcp add patchbay -- ", "claude_desktop_config.json", "mcp.json",
                "PATCHBAY_KEY", "--attach", "stdio.client").doesNotContain("--port", "--host");
    }

    @Test
    void aKeyThatOthersCanReadIsNotUsed() throws IOException {
        Ran ran = run(Map.of(), "stdio", "--key-file", key("pb_a.b\n", "rw-r-----").toString());
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("chmod 600").doesNotContain("pb_a.b");
    }

    @Test
    void whatIsNoKeyIsToldWithoutShowingIt() throws IOException {
        Ran file = run(Map.of(), "stdio", "--key-file", key("two words", "rw-------").toString());
        assertThat(file.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(file.err()).contains("no API key").doesNotContain("two words");
        assertThat(run(Map.of(), "stdio", "--key-file", home.resolve("missing").toString()).err())
                .contains("cannot be read");
    }

    @Test
    void twoKeysAreOneTooMany() throws IOException {
        Ran ran = run(Map.of("PATCHBAY_KEY", "pb_c.d"), "stdio", "--key-file", key("pb_a.b", "rw-------").toString());
        assertThat(ran.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("two keys").doesNotContain("pb_");
    }
}
