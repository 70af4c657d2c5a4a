package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.objects;
import static dev.patchbay.server.command.AdminConnection.path;

import dev.patchbay.server.configuration.Nearest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code patchbay plugin}. */
@Command(name = "plugin",
        description = {"Shows what a plugin asks for and how it changed, and decides about it.",
            "An approval is for these bytes, these definitions and these grants: anything else waits again, and what"
                    + " was approved keeps serving."},
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  patchbay plugin pending", "  patchbay plugin show github",
            "  patchbay plugin approve github --without-grant 'hosts: uploads.github.com'",
            "  patchbay plugin reject github --reason 'sends mail'",
            "  patchbay plugin grant github 'hosts: ghe.example.com'",
            "  patchbay plugin quarantine github --reason 'is being looked at'"})
final class PluginCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    PluginCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with a plugin: a command is missing.");
    }

    @Command(name = "pending", mixinStandardHelpOptions = true, description = "Lists all that waits for a decision.")
    int pending(@Mixin AdminOptions options) throws Exception {
        Map<String, Object> all = options.connect(surroundings).get("/pending");
        return options.print(surroundings, all, () -> Table.of(objects(all, "items"), "plugin", "what", "name",
                "version", "serving", "grants").text("Nothing waits."));
    }

    @Command(name = "show", mixinStandardHelpOptions = true,
            description = {"Shows a plugin: its state, its grants, how it differs from what was approved, and what was"
                    + " found in its texts.",
                "Characters that would not show are written as \\u{...}."})
    int show(@Mixin AdminOptions options,
            @Parameters(paramLabel = "PLUGIN", description = "The plugin's id.") String id) throws Exception {
        Map<String, Object> plugin = plugin(options.connect(surroundings), id);
        return options.print(surroundings, plugin, () -> PluginText.of(plugin));
    }

    private static Map<String, Object> plugin(AdminConnection server, String id) throws Exception {
        List<String> known = server.list("/plugins").stream().map(each -> String.valueOf(each.get("id"))).toList();
        try {
            return server.get(path("/plugins", id));
        } catch (CommandException e) {
            if (known.contains(id)) {
                throw e;
            }
            throw new CommandException(ExitCode.FAILED, "There is no plugin '" + id + "'" + Nearest.hint(id, known)
                    + ". 'patchbay plugins' lists them.");
        }
    }

    @Command(name = "approve", mixinStandardHelpOptions = true,
            description = {"Approves the JAR of a plugin that waits; it starts at once. If none waits, approves the"
                    + " definitions of its instances that do.",
                "What looks dangerous is approved with --despite-findings only."})
    int approve(@Mixin AdminOptions options,
            @Parameters(paramLabel = "PLUGIN", description = "The plugin's id.") String id,
            @Option(names = "--hash", paramLabel = "HASH",
                    description = "SHA-256 of the JAR or the definition that is meant.") @Nullable String hash,
            @Option(names = "--without-grant", paramLabel = "GRANT",
                    description = "A grant that it is not given, such as 'hosts: a.example'.") @Nullable List<
                            String> without,
            @Option(names = "--despite-findings",
                    description = "Approve it although it looks dangerous.") boolean despiteFindings)
            throws Exception {
        AdminConnection server = options.connect(surroundings);
        Map<String, Object> plugin = plugin(server, id);
        List<Map<String, Object>> jars = jars(plugin, hash);
        if (jars.isEmpty() && Stream.of(plugin).flatMap(each -> objects(each, "instances").stream())
                .anyMatch(instance -> !objects(instance, "waiting").isEmpty())) {
            return approveDefinitions(options, server, plugin, hash, despiteFindings);
        }
        Map<String, Object> jar = one(id, jars);
        String query = "?without=" + encoded(without == null ? "" : String.join("; ", without))
                + (despiteFindings ? "&despiteFindings=true" : "");
        String sha256 = String.valueOf(jar.get("sha256"));
        surroundings.terminal().note(id + " " + jar.get("version") + " with hash " + sha256 + " asks for: "
                + Table.cell(jar.get("requests")));
        Map<String, Object> now = server.post(path("/plugins", sha256) + "/approve" + query);
        boolean waits = objects(now, "items").stream()
                .anyMatch(each -> sha256.equals(each.get("sha256")) && "pending".equals(each.get("state")));
        return options.print(surroundings, now, () -> waits
                ? "Noted. A second administrator must approve " + id + " " + jar.get("version") + " in the same way."
                : "Approved " + id + " " + jar.get("version") + "; it starts now. 'patchbay plugins' shows it.");
    }

    private static List<Map<String, Object>> jars(Map<String, Object> plugin, @Nullable String hash) {
        return objects(plugin, "jars").stream().filter(jar -> "pending".equals(jar.get("state")))
                .filter(jar -> hash == null || hash.equals(jar.get("sha256"))).toList();
    }

    private static Map<String, Object> one(String id, List<Map<String, Object>> jars) {
        if (jars.isEmpty()) {
            throw new CommandException(ExitCode.FAILED, "Nothing of '" + id
                    + "' waits for approval, or not with this hash. 'patchbay plugin show " + id + "' says how it is.");
        }
        if (jars.stream().map(jar -> jar.get("sha256")).distinct().count() > 1) {
            throw new CommandException(ExitCode.USAGE, "Several JARs of '" + id + "' wait; name one with --hash:\n"
                    + Table.of(jars, "sha256", "file", "version").text(""));
        }
        return jars.getFirst();
    }

    private int approveDefinitions(AdminOptions options, AdminConnection server, Map<String, Object> plugin,
            @Nullable String hash, boolean despiteFindings) throws Exception {
        Map<String, Object> results = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> instance : objects(plugin, "instances")) {
            List<Map<String, Object>> meant = objects(instance, "waiting").stream()
                    .filter(each -> hash == null || hash.equals(each.get("sha256"))).toList();
            if (!meant.isEmpty()) {
                String name = String.valueOf(instance.get("name"));
                Map<String, Object> body = Map.of("sha256", meant.stream().map(each -> each.get("sha256")).toList(),
                        "despiteFindings", despiteFindings);
                Map<String, Object> result = server.post(path("/instances", name) + "/definitions", body);
                results.put(name, result);
                lines.add(name + ", " + String.join(", ", meant.stream()
                        .map(each -> each.get("kind") + " " + each.get("name")).toList()) + ": " + result.get("text"));
            }
        }
        if (results.isEmpty()) {
            throw new CommandException(ExitCode.FAILED, "Nothing with this hash waits for approval.");
        }
        return options.print(surroundings, results, () -> String.join("\n", lines));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Command(name = "reject", mixinStandardHelpOptions = true,
            description = {"Refuses the JAR of a plugin that waits, by its hash; what served keeps serving.",
                "'patchbay plugin withdraw' takes that back."})
    int reject(@Mixin AdminOptions options,
            @Parameters(paramLabel = "PLUGIN", description = "The plugin's id.") String id,
            @Option(names = "--hash", paramLabel = "HASH", description = "SHA-256 of the JAR.") @Nullable String hash,
            @Option(names = "--reason", paramLabel = "TEXT", required = true,
                    description = "Why, for other administrators.") String reason)
            throws Exception {
        AdminConnection server = options.connect(surroundings);
        Map<String, Object> jar = one(id, jars(plugin(server, id), hash));
        Map<String, Object> now = server.post(path("/plugins", String.valueOf(jar.get("sha256"))) + "/reject",
                Map.of("reason", reason));
        return options.print(surroundings, now, () -> "Rejected " + id + " " + jar.get("version") + ".");
    }

    @Command(name = "withdraw", mixinStandardHelpOptions = true,
            description = "Takes the approval or the refusal of a JAR back: it waits again; if it serves, it stops.")
    int withdraw(@Mixin AdminOptions options,
            @Parameters(paramLabel = "PLUGIN", description = "The plugin's id.") String id,
            @Option(names = "--hash", paramLabel = "HASH",
                    description = "SHA-256 of the JAR, if there are several.") @Nullable String hash)
            throws Exception {
        AdminConnection server = options.connect(surroundings);
        List<Map<String, Object>> jars = objects(plugin(server, id), "jars").stream()
                .filter(jar -> hash == null ? !"pending".equals(jar.get("state")) : hash.equals(jar.get("sha256")))
                .toList();
        Map<String, Object> jar = one(id, jars);
        Map<String, Object> now = server.post(path("/plugins", String.valueOf(jar.get("sha256"))) + "/withdraw");
        return options.print(surroundings, now, () -> "Withdrawn: " + id + " " + jar.get("version") + " waits again.");
    }

    @Command(name = "quarantine", mixinStandardHelpOptions = true,
            description = "Stops all of a plugin at once, also over a restart, until 'patchbay plugin release'.")
    int quarantine(@Mixin AdminOptions options,
            @Parameters(paramLabel = "PLUGIN", description = "The plugin's id.") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true,
                    description = "Why, for other administrators.") String reason)
            throws Exception {
        AdminConnection server = options.connect(surroundings);
        plugin(server, id);
        Map<String, Object> now = server.post(path("/plugins", id) + "/quarantine", Map.of("reason", reason));
        return options.print(surroundings, now, () -> String.valueOf(now.get("text")));
    }

    @Command(name = "release", mixinStandardHelpOptions = true,
            description = "Ends a quarantine; what is approved serves again.")
    int release(@Mixin AdminOptions options,
            @Parameters(paramLabel = "PLUGIN", description = "The plugin's id.") String id) throws Exception {
        Map<String, Object> now = options.connect(surroundings).post(path("/plugins", id) + "/release");
        return options.print(surroundings, now, () -> String.valueOf(now.get("text")));
    }

    @Command(name = "grant", mixinStandardHelpOptions = true,
            description = {"Gives an instance more than its JAR was approved with; it can use it at once.",
                "The instance of a plugin without configuration is named like the plugin."})
    int grant(@Mixin AdminOptions options,
            @Parameters(paramLabel = "INSTANCE", description = "The instance.") String instance,
            @Parameters(paramLabel = "GRANT",
                    description = "What, as a manifest writes it: 'hosts: api.example.com'.") String grants)
            throws Exception {
        Map<String, Object> now = options.connect(surroundings).post(path("/instances", instance) + "/grant",
                Map.of("grants", grants));
        return options.print(surroundings, now, () -> String.valueOf(now.get("text")));
    }

    @Command(name = "ungrant", mixinStandardHelpOptions = true,
            description = "Takes a grant from an instance, whether it was approved or added; it cannot use it any more.")
    int ungrant(@Mixin AdminOptions options,
            @Parameters(paramLabel = "INSTANCE", description = "The instance.") String instance,
            @Parameters(paramLabel = "GRANT", description = "What, as 'plugin show' writes it.") String grants)
            throws Exception {
        Map<String, Object> now = options.connect(surroundings).post(path("/instances", instance) + "/ungrant",
                Map.of("grants", grants));
        return options.print(surroundings, now, () -> String.valueOf(now.get("text")));
    }
}
