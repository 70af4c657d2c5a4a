package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.path;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay rule}. */
@Command(name = "rule",
        description = {"Sets conditions, in CEL, over client, tool, arguments and time.",
            "--when says what a rule is about (default: everything), --allow what of that is allowed."},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  patchbay rule check --allow 'args.owner == \"example\"'",
            "  patchbay rule add own-repositories --when 'tool.name == \"git_push\"' \\",
            "      --allow 'args.owner == \"example\"' --message 'Only repositories of example.'",
            "  patchbay rule disable own-repositories", "  patchbay rule list"})
final class RuleCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    RuleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with rules: a command is missing.");
    }

    /** The expressions of a rule. */
    static final class Expressions {
        @Option(names = "--when", paramLabel = "CEL",
                description = "What it is about (default: everything).") private @Nullable String when;
        @Option(names = "--allow", required = true, paramLabel = "CEL",
                description = "What of that is allowed.") private String allow = "";

        Map<String, Object> json(String name) {
            Map<String, Object> body = new LinkedHashMap<>(Map.of("name", name, "allow", allow));
            ClientCommand.put(body, "when", when);
            return body;
        }
    }

    @Command(name = "check", mixinStandardHelpOptions = true,
            description = "Looks at a rule without saving it; exit code 1 if it is wrong.")
    int check(@Mixin AdminOptions options, @Mixin Expressions expressions) throws Exception {
        Map<String, Object> found = options.connect(surroundings).post("/rules/check", expressions.json("check"));
        boolean valid = Boolean.TRUE.equals(found.get("valid"));
        options.print(surroundings, found, () -> valid
                ? "The rule is right."
                : AdminConnection.objects(found, "problems").stream().map(AdminConnection::line)
                        .collect(Collectors.joining("\n")));
        return valid ? ExitCode.DONE : ExitCode.FAILED;
    }

    @Command(name = "add", mixinStandardHelpOptions = true,
            description = "Saves a rule; it holds at once. A wrong one is not saved.")
    int add(@Mixin AdminOptions options, @Mixin Expressions expressions, @Parameters(paramLabel = "RULE") String name,
            @Option(names = "--message", paramLabel = "TEXT",
                    description = "What a refused caller is told.") @Nullable String message,
            @Option(names = "--description", paramLabel = "TEXT",
                    description = "What it is for.") @Nullable String description,
            @Option(names = "--position", paramLabel = "N",
                    description = "Its place in the order (default: the last).") @Nullable Integer position)
            throws Exception {
        Map<String, Object> body = expressions.json(name);
        ClientCommand.put(body, "message", message);
        ClientCommand.put(body, "description", description);
        ClientCommand.put(body, "position", position);
        Map<String, Object> made = options.connect(surroundings).post("/rules", body);
        return options.print(surroundings, made, () -> "Rule " + name + " holds now.");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the rules in their order.")
    int list(@Mixin AdminOptions options) throws Exception {
        Map<String, Object> all = options.connect(surroundings).get("/rules");
        return options.print(surroundings, all, () -> Table.of(AdminConnection.objects(all, "items"), "position",
                "name", "disabled", "when", "allow").text("There are no rules."));
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows a rule.")
    int show(@Mixin AdminOptions options, @Parameters(paramLabel = "RULE") String name) throws Exception {
        Map<String, Object> rule = options.connect(surroundings).get(path("/rules", name));
        return options.print(surroundings, rule, () -> Table.members(rule));
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Deletes a rule.")
    int remove(@Mixin AdminOptions options, @Parameters(paramLabel = "RULE") String name) throws Exception {
        options.connect(surroundings).delete(path("/rules", name));
        return options.print(surroundings, Map.of("deleted", name), () -> "Deleted rule " + name + ".");
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets a rule hold again.")
    int enable(@Mixin AdminOptions options, @Parameters(paramLabel = "RULE") String name) throws Exception {
        return switched(options, name, false);
    }

    @Command(name = "disable", mixinStandardHelpOptions = true, description = "Lets a rule not hold for now.")
    int disable(@Mixin AdminOptions options, @Parameters(paramLabel = "RULE") String name) throws Exception {
        return switched(options, name, true);
    }

    private int switched(AdminOptions options, String name, boolean disabled) throws Exception {
        Map<String, Object> now = options.connect(surroundings).patch(path("/rules", name),
                Map.of("disabled", disabled));
        return options.print(surroundings, now, () -> "Rule " + name + (disabled ? " does not hold" : " holds")
                + " now.");
    }
}
