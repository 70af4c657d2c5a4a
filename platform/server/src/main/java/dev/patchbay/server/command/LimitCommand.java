package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.query;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay limit}. */
@Command(name = "limit", description = "Says how often something may be called in a minute.",
        synopsisSubcommandLabel = "COMMAND", footer = {"", "Examples:", "  patchbay limit set 600 --client ada",
            "  patchbay limit set 5 --client ada --tool crm_export", "  patchbay limit set 30 --tool crm_export",
            "  patchbay limit set 2000 --plugin crm", "  patchbay limit set 10000 --global",
            "  patchbay limit remove --client ada --tool crm_export"})
final class LimitCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    LimitCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with limits: a command is missing.");
    }

    /** What is limited. */
    static final class Limited {
        @Option(names = "--client", paramLabel = "CLIENT",
                description = "One client; with --tool, of one tool.") private @Nullable String client;
        @Option(names = "--tool", paramLabel = "TOOL", description = "One tool.") private @Nullable String tool;
        @Option(names = "--plugin", paramLabel = "INSTANCE",
                description = "All of one plugin's instance.") private @Nullable String plugin;
        @Option(names = "--global", description = "All calls together.") private boolean global;

        Map<String, Object> json() {
            Map<String, Object> body = new LinkedHashMap<>();
            boolean wrong = (plugin != null && (client != null || tool != null || global))
                    || (global && (client != null || tool != null))
                    || (plugin == null && client == null && tool == null && !global);
            if (wrong) {
                throw new CommandException(ExitCode.USAGE,
                        "Say what is limited: --client, --tool, both, --plugin or --global.");
            }
            body.put("scope", plugin != null
                    ? "plugin"
                    : global ? "global" : client == null ? "tool" : tool == null ? "client" : "client_tool");
            ClientCommand.put(body, "client", client);
            ClientCommand.put(body, "name", plugin == null ? tool : plugin);
            return body;
        }
    }

    @Command(name = "set", mixinStandardHelpOptions = true, description = "Sets a limit.")
    int set(@Mixin AdminOptions options, @Mixin Limited limited,
            @Parameters(paramLabel = "CALLS", description = "Calls in a minute.") int calls) throws Exception {
        Map<String, Object> body = limited.json();
        body.put("callsPerMinute", calls);
        Map<String, Object> now = options.connect(surroundings).put("/limits", body);
        return options.print(surroundings, now, () -> "At most " + calls + " calls a minute now.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the limits that replace a default.")
    int list(@Mixin AdminOptions options) throws Exception {
        Map<String, Object> all = options.connect(surroundings).get("/limits");
        return options.print(surroundings, all, () -> Table.of(AdminConnection.objects(all, "items"), "scope",
                "client", "name", "callsPerMinute").text("No limit is set; the defaults hold."));
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Lets the default hold again.")
    int remove(@Mixin AdminOptions options, @Mixin Limited limited) throws Exception {
        Map<String, Object> body = limited.json();
        options.connect(surroundings).delete("/limits" + query("scope", String.valueOf(body.get("scope")), "client",
                (String) body.get("client"), "name", (String) body.get("name")));
        return options.print(surroundings, Map.of("removed", body), () -> "The default holds again.");
    }
}
