package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.path;
import static dev.patchbay.server.command.AdminConnection.query;

import dev.patchbay.protocol.json.JsonException;
import dev.patchbay.protocol.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay toolset}. */
@Command(name = "toolset", description = "Puts together what is enabled together, and changes how tools look there.",
        synopsisSubcommandLabel = "COMMAND", footer = {"", "Examples:",
            "  patchbay toolset create helpdesk --description 'For support'",
            "  patchbay toolset add helpdesk tool:crm_find tool:crm_note 'resource:manual://*'",
            "  patchbay toolset override helpdesk crm_find --name find_customer --fix region=eu --hide limit",
            "  patchbay enable ada toolset:helpdesk"})
final class ToolsetCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    ToolsetCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with toolsets: a command is missing.");
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Creates a toolset.")
    int create(@Mixin AdminOptions options, @Parameters(paramLabel = "TOOLSET") String name,
            @Option(names = "--description", paramLabel = "TEXT",
                    description = "What it is for.") @Nullable String description)
            throws Exception {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("name", name));
        ClientCommand.put(body, "description", description);
        Map<String, Object> made = options.connect(surroundings).post("/toolsets", body);
        return options.print(surroundings, made, () -> "Created toolset " + name + ". Next: 'patchbay toolset add "
                + name + " tool:NAME'.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the toolsets.")
    int list(@Mixin AdminOptions options) throws Exception {
        Map<String, Object> all = options.connect(surroundings).get("/toolsets");
        Table table = Table.of("name", "entries", "description");
        AdminConnection.objects(all, "items").forEach(each -> table.row(each.get("name"),
                AdminConnection.objects(each, "entries").size(), each.get("description")));
        return options.print(surroundings, all, () -> table.text("There are no toolsets."));
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a toolset with its entries.")
    int show(@Mixin AdminOptions options, @Parameters(paramLabel = "TOOLSET") String name) throws Exception {
        return printed(options, options.connect(surroundings).get(path("/toolsets", name)));
    }

    private int printed(AdminOptions options, Map<String, Object> toolset) {
        StringBuilder text = new StringBuilder(String.valueOf(toolset.get("name")));
        Object description = toolset.get("description");
        text.append("".equals(description) ? "" : "  " + description);
        List<Map<String, Object>> entries = AdminConnection.objects(toolset, "entries");
        for (Map<String, Object> entry : entries) {
            text.append("\n  ").append(entry.get("kind")).append(':').append(entry.get("name"));
            if (entry.get("override") instanceof Map<?, ?> override) {
                override.forEach((what, value) -> text.append("\n      ").append(what).append(": ").append(value));
            }
        }
        text.append(entries.isEmpty() ? "\n  It has no entries." : "");
        return options.print(surroundings, toolset, text::toString);
    }

    @Command(name = "add", mixinStandardHelpOptions = true,
            description = "Adds entries: tool:NAME, prompt:NAME, resource:URI, template:URI.")
    int add(@Mixin AdminOptions options, @Parameters(paramLabel = "TOOLSET") String name,
            @Parameters(paramLabel = "ENTRY", arity = "1..*") List<String> entries) throws Exception {
        List<EntryName> names = entries.stream().map(EntryName::entry).toList();
        AdminConnection server = options.connect(surroundings);
        Map<String, Object> now = Map.of();
        for (EntryName entry : names) {
            now = server.put(path("/toolsets", name) + "/entries", entry.json());
        }
        return printed(options, now);
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes entries.")
    int remove(@Mixin AdminOptions options, @Parameters(paramLabel = "TOOLSET") String name,
            @Parameters(paramLabel = "ENTRY", arity = "1..*") List<String> entries) throws Exception {
        List<EntryName> names = entries.stream().map(EntryName::entry).toList();
        AdminConnection server = options.connect(surroundings);
        Map<String, Object> now = Map.of();
        for (EntryName entry : names) {
            now = server.delete(path("/toolsets", name) + "/entries"
                    + query("kind", entry.kind(), "entry", entry.name()));
        }
        return printed(options, now);
    }

    @Command(name = "override", mixinStandardHelpOptions = true,
            description = {"Says what is different about a tool in this toolset; adds the tool if it is not there.",
                "What is not named is as the plugin has it."},
            footer = {"", "Examples:", "  patchbay toolset override helpdesk crm_find --name find_customer",
                "  patchbay toolset override helpdesk crm_find --fix region=eu --fix limit:=20 --hide verbose",
                "  patchbay toolset override helpdesk crm_find --none", "",
                "--fix name=value is a text, name:=json any JSON; fixed arguments are not shown to the client."})
    int override(@Mixin AdminOptions options, @Parameters(paramLabel = "TOOLSET") String name,
            @Parameters(paramLabel = "TOOL") String tool,
            @Option(names = "--name", paramLabel = "NAME", description = "Another name.") @Nullable String newName,
            @Option(names = "--title", paramLabel = "TEXT", description = "Another title.") @Nullable String title,
            @Option(names = "--description", paramLabel = "TEXT",
                    description = "Another description.") @Nullable String description,
            @Option(names = "--fix", paramLabel = "NAME=VALUE",
                    description = "An argument that always has this value.") @Nullable List<String> fixed,
            @Option(names = "--hide", paramLabel = "ARGUMENT",
                    description = "An optional argument that is not shown.") @Nullable List<String> hidden,
            @Option(names = "--none", description = "Nothing is different any more.") boolean none)
            throws Exception {
        Map<String, Object> override = new LinkedHashMap<>();
        ClientCommand.put(override, "name", newName);
        ClientCommand.put(override, "title", title);
        ClientCommand.put(override, "description", description);
        if (fixed != null) {
            Map<String, Object> values = new LinkedHashMap<>();
            fixed.forEach(each -> fix(values, each));
            override.put("fixed", values);
        }
        ClientCommand.put(override, "hidden", hidden);
        if (none != override.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "Say what is different, or --none.");
        }
        String plain = tool.startsWith("tool:") ? tool.substring("tool:".length()) : tool;
        Map<String, Object> body = new LinkedHashMap<>(Map.of("kind", "tool", "name", plain));
        if (!none) {
            body.put("override", override);
        }
        return printed(options, options.connect(surroundings).put(path("/toolsets", name) + "/entries", body));
    }

    private static void fix(Map<String, Object> values, String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new CommandException(ExitCode.USAGE, "'" + text + "' fixes nothing; write name=value or name:=json.");
        }
        String value = text.substring(equals + 1);
        if (text.charAt(equals - 1) != ':') {
            values.put(text.substring(0, equals), value);
            return;
        }
        try {
            Object json = JsonReader.withDefaults().read(value.getBytes(StandardCharsets.UTF_8));
            ClientCommand.put(values, text.substring(0, equals - 1), json);
        } catch (JsonException e) {
            throw new CommandException(ExitCode.USAGE, "'" + value + "' is no JSON: " + e.getMessage());
        }
    }

    @Command(name = "delete", mixinStandardHelpOptions = true,
            description = "Deletes a toolset; whoever had it enabled loses its entries.")
    int delete(@Mixin AdminOptions options, @Parameters(paramLabel = "TOOLSET") String name) throws Exception {
        options.connect(surroundings).delete(path("/toolsets", name));
        return options.print(surroundings, Map.of("deleted", name), () -> "Deleted toolset " + name + ".");
    }
}
