package dev.patchbay.server.command;

import dev.patchbay.server.running.StatusJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody pastes to connect a client, as each client reads it today.
 *
 * @param client the client's name
 * @param where where to paste it
 * @param text what to paste
 */
record ClientSetup(String client, String where, String text) {
    private static final String NAME = "patchbay";

    /**
     * What to paste for clients that reach a URL, and for those that start a program.
     *
     * @param url of the running server
     * @param program such as {@code /opt/patchbay/bin/patchbay}
     * @param arguments of the program, {@code stdio} first
     */
    static List<ClientSetup> all(String url, String program, List<String> arguments) {
        return List.of(
                new ClientSetup("Claude Code", "in a shell", "claude mcp add --transport http " + NAME + " " + url),
                new ClientSetup("Cursor", "in ~/.cursor/mcp.json", json("mcpServers", Map.of("url", url))),
                new ClientSetup("VS Code", "in .vscode/mcp.json of the workspace",
                        json("servers", ordered("type", "http", "url", url))),
                // Claude Desktop's file takes programs only, and its connectors are reached from Anthropic's servers.
                new ClientSetup("Claude Desktop",
                        "in claude_desktop_config.json; it starts a program that attaches here",
                        json("mcpServers", ordered("command", program, "args", arguments))));
    }

    private static String json(String root, Map<String, Object> server) {
        return StatusJson.text(Map.of(root, Map.of(NAME, server)));
    }

    private static Map<String, Object> ordered(String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(first, firstValue);
        object.put(second, secondValue);
        return object;
    }
}
