package dev.patchbay.server.command;

import dev.patchbay.client.McpClient;
import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.json.Json;
import dev.patchbay.protocol.tool.ListToolsResult;
import dev.patchbay.protocol.tool.Tool;
import dev.patchbay.server.configuration.Nearest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay tools}. */
@Command(name = "tools", description = "Lists the tools of a running server, or shows one with its arguments.",
        footer = {"", "Examples:", "  patchbay tools", "  patchbay tools calculator",
            "  patchbay tools --json --url https://mcp.example.com/mcp"},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:listed", "1:there is no such tool",
            "2:the command line or the configuration is wrong", "3:no server answers"})
final class ToolsCommand implements Callable<Integer> {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Surroundings surroundings;

    @Parameters(index = "0", arity = "0..1", paramLabel = "TOOL",
            description = "Show only this one, with all of it.") private @Nullable String name;

    @Option(names = "--json", description = "Print JSON, as tools/list has it.") private boolean asJson;

    @Mixin private ServerConnection server = new ServerConnection();

    ToolsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Terminal terminal = surroundings.terminal();
        try (McpClient client = server.connect(surroundings, TIMEOUT, null)) {
            List<Tool> all = client.listTools();
            List<Tool> shown = name == null ? all : all.stream().filter(tool -> tool.name().equals(name)).toList();
            if (name != null && shown.isEmpty()) {
                throw new CommandException(ExitCode.FAILED, "There is no tool '" + name + "'"
                        + Nearest.hint(name, all.stream().map(Tool::name).toList()) + ".");
            }
            if (asJson) {
                terminal.text(WireJson.of(new ListToolsResult(shown, null, CacheHints.NONE, Map.of())));
            } else if (name != null) {
                terminal.text(details(shown.getFirst()));
            } else if (shown.isEmpty()) {
                terminal.note("The server has no tools. 'patchbay plugins' shows what became of the plugins.");
            } else {
                terminal.text(list(shown));
            }
        }
        return ExitCode.DONE;
    }

    private static String list(List<Tool> tools) {
        int width = Math.min(40, tools.stream().mapToInt(tool -> tool.name().length()).max().orElse(0));
        StringBuilder list = new StringBuilder();
        for (Tool tool : tools) {
            String description = tool.description() == null ? "" : tool.description().strip();
            list.append(String.format("%-" + width + "s  %s%n", tool.name(),
                    description.lines().findFirst().orElse("")).stripTrailing()).append('\n');
        }
        return list.toString().stripTrailing();
    }

    private static String details(Tool tool) {
        StringBuilder text = new StringBuilder(tool.name());
        if (tool.title() != null) {
            text.append(" (").append(tool.title()).append(')');
        }
        if (tool.description() != null) {
            text.append("\n\n").append(tool.description().strip());
        }
        Object properties = tool.inputSchema().get("properties");
        List<?> required = tool.inputSchema().get("required") instanceof List<?> names ? names : List.of();
        if (properties instanceof Map<?, ?> map && !map.isEmpty()) {
            text.append("\n\nArguments:");
            Json.object(map).forEach((key, schema) -> text.append("\n  ")
                    .append(argument(key, schema instanceof Map<?, ?> object ? Json.object(object) : Map.of(),
                            required.contains(key))));
        } else {
            text.append("\n\nIt takes no arguments.");
        }
        return text.toString();
    }

    private static String argument(String key, Map<String, Object> schema, boolean required) {
        StringBuilder text = new StringBuilder(key);
        Object choices = schema.get("enum");
        Object type = choices == null ? schema.get("type") : choices;
        text.append(" (").append(type == null ? "any" : type).append(required ? "" : ", optional");
        if (schema.get("default") != null) {
            text.append(", default ").append(schema.get("default"));
        }
        text.append(')');
        return schema.get("description") == null
                ? text.toString()
                : text.append(": ").append(schema.get("description")).toString();
    }
}
