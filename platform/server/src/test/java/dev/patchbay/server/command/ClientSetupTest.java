package dev.patchbay.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.protocol.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientSetupTest {
    private static final String URL = "http://127.0.0.1:8080/mcp";
    private static final String PROGRAM = "/opt/patchbay/bin/patchbay";

    @Test
    void claudeCodeTakesACommand() {
        assertThat(text("Claude Code")).isEqualTo("claude mcp add --transport http patchbay " + URL);
    }

    @Test
    void cursorTakesAUrl() {
        assertThat(json("Cursor")).isEqualTo(Map.of("mcpServers", Map.of("patchbay", Map.of("url", URL))));
    }

    @Test
    void vsCodeTakesATypeAndAUrl() {
        assertThat(json("VS Code"))
                .isEqualTo(Map.of("servers", Map.of("patchbay", Map.of("type", "http", "url", URL))));
    }

    @Test
    void claudeDesktopTakesAProgram() {
        assertThat(json("Claude Desktop")).isEqualTo(Map.of("mcpServers",
                Map.of("patchbay", Map.of("command", PROGRAM, "args", List.of("stdio", "--data", "second")))));
    }

    private static Map<String, Object> json(String client) {
        return JsonReader.withDefaults().readObject(text(client).getBytes(StandardCharsets.UTF_8));
    }

    private static String text(String client) {
        return ClientSetup.all(URL, PROGRAM, List.of("stdio", "--data", "second")).stream()
                .filter(setup -> setup.client().equals(client)).findFirst().orElseThrow()
                .text();
    }
}
