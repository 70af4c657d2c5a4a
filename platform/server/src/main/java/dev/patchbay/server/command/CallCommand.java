package dev.patchbay.server.command;

import dev.patchbay.client.CallOptions;
import dev.patchbay.client.McpClient;
import dev.patchbay.client.McpException;
import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.notification.ProgressNotification;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.tool.CallToolResult;
import dev.patchbay.protocol.tool.Tool;
import dev.patchbay.server.configuration.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay call}. */
@Command(name = "call", description = "Calls a tool of a running server and prints its result.", footer = {"",
    "Examples:", "  patchbay call hello name=Ada", "  patchbay call calculator operation=multiply a=5 b=3",
    "  patchbay call notes_add --args '{\"title\": \"Milk\", \"tags\": [\"shop\"]}'",
    "  echo '{\"name\": \"Ada\"}' | patchbay call hello -", "",
    "key=value is a text or a number, as the tool's schema says; key:=json is JSON in any case.",
    "Progress and log lines of the tool go to the standard error, the result to the standard output."},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:the tool gave a result",
            "1:the tool failed, or the server refused the call", "2:the command line or the configuration is wrong",
            "3:no server answers"})
final class CallCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "TOOL",
            description = "Name of the tool; 'patchbay tools' lists them.") private String tool = "";

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARGUMENT",
            description = "key=value, key:=json, or - for a JSON object from the standard input.") private List<
                    String> arguments = new ArrayList<>();

    @Option(names = "--args", paramLabel = "JSON",
            description = "All arguments as one JSON object.") private @Nullable String json;

    @Option(names = "--json", description = "Print the whole result as JSON.") private boolean asJson;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "600",
            description = "How long to wait for the result (default: ${DEFAULT-VALUE}).") private int timeout;

    @Mixin private ServerConnection server = new ServerConnection();

    CallCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Terminal terminal = surroundings.terminal();
        ConsoleForm questions = terminal.isInteractive() ? new ConsoleForm(terminal) : null;
        try (McpClient client = server.connect(surroundings, Duration.ofSeconds(Math.max(1, timeout)), questions)) {
            List<Tool> tools = client.listTools();
            Optional<Tool> found = tools.stream().filter(each -> each.name().equals(tool)).findFirst();
            if (found.isEmpty()) {
                throw new CommandException(ExitCode.FAILED, unknown(tools));
            }
            Map<String, Object> values = ToolArguments.read(arguments, json, terminal.in(), found.get().inputSchema());
            CallOptions options = CallOptions.DEFAULT.withProgress(progress -> terminal.note(text(progress)))
                    .withLog(LoggingLevel.INFO, line -> terminal
                            .note(line.level().text() + (line.logger() == null ? "" : " " + line.logger()) + ": "
                                    + line.data()));
            CallToolResult result = client.callTool(tool, values, options);
            if (asJson) {
                terminal.text(WireJson.of(result));
            } else if (result.isError()) {
                terminal.note(ToolResultText.of(result));
            } else {
                terminal.text(ToolResultText.of(result));
            }
            return result.isError() ? ExitCode.FAILED : ExitCode.DONE;
        } catch (McpException e) {
            throw new CommandException(ExitCode.FAILED, refused(e));
        }
    }

    private String unknown(List<Tool> tools) {
        if (tools.isEmpty()) {
            return "The server has no tools. 'patchbay plugins' shows what became of the plugins.";
        }
        return "There is no tool '" + tool + "'" + Nearest.hint(tool, tools.stream().map(Tool::name).toList())
                + ". 'patchbay tools' lists what there is.";
    }

    private static String refused(McpException e) {
        return e.code() == ErrorCode.MISSING_REQUIRED_CLIENT_CAPABILITY
                ? "The tool asks questions, and here nobody can answer them: run the command on a terminal. ("
                        + e.getMessage() + ")"
                : String.valueOf(e.getMessage());
    }

    private static String text(ProgressNotification progress) {
        StringBuilder text = new StringBuilder();
        Double total = progress.total();
        if (total != null && total > 0) {
            text.append(String.format(Locale.ROOT, "%3.0f %%", 100 * progress.progress() / total));
        } else {
            text.append(String.format(Locale.ROOT, "%.0f", progress.progress()));
        }
        return progress.message() == null ? text.toString() : text.append(' ').append(progress.message()).toString();
    }
}
