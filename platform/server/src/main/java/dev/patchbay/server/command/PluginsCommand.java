package dev.patchbay.server.command;

import dev.patchbay.server.configuration.Configuration;
import dev.patchbay.server.configuration.Nearest;
import dev.patchbay.server.configuration.Settings;
import dev.patchbay.server.running.FolderInspection;
import dev.patchbay.server.running.ServerStatus;
import dev.patchbay.server.running.ServerStatus.Instance;
import dev.patchbay.server.running.ServerStatus.Jar;
import dev.patchbay.server.running.ServerStatus.PluginStatus;
import dev.patchbay.server.running.StatusFile;
import dev.patchbay.server.running.StatusJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code patchbay plugins}. */
@Command(name = "plugins", description = {"Shows every plugin with its state and what it contributes.",
    "Where a server uses the data folder, it shows what that server says; else it looks at the JARs, without running"
            + " them."},
        footer = {"", "Examples:", "  patchbay plugins", "  patchbay plugins --json",
            "  patchbay plugins approve hello", "  patchbay plugins withdraw hello"},
        exitCodeListHeading = "%nExit codes:%n", exitCodeList = {"0:shown, whatever the states are",
            "1:the folder cannot be read", "2:the command line or the configuration is wrong"})
final class PluginsCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--json", description = "Print JSON.") private boolean asJson;

    @Mixin private ConfigurationOptions options = new ConfigurationOptions();

    PluginsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.read(surroundings);
        Path folder = configuration.folder(Settings.FOLDERS_PLUGINS);
        Optional<ServerStatus> server = StatusFile.ofRunning(configuration.folder(Settings.FOLDERS_DATA));
        PluginStatus plugins = server.isPresent() ? server.get().plugins() : FolderInspection.inspect(folder);
        Terminal terminal = surroundings.terminal();
        if (asJson) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("source", server.isPresent() ? "server" : "folder");
            server.ifPresent(status -> json.put("url", status.url()));
            json.putAll(StatusJson.of(plugins));
            terminal.text(StatusJson.text(json));
            return ExitCode.DONE;
        }
        terminal.text(server.map(status -> "As the server at " + status.url() + " (process " + status.pid() + ") says:")
                .orElse("No server runs on this data folder; this is what lies in " + folder + ":"));
        lines(plugins).forEach(line -> terminal.text("  " + line));
        return ExitCode.DONE;
    }

    private static List<String> lines(PluginStatus plugins) {
        List<String> lines = new ArrayList<>();
        for (Instance instance : plugins.instances()) {
            lines.add(Stream.of(instance.name(), instance.version().orElse("-"), instance.state(),
                    PluginLines.serves(instance) ? PluginLines.contributions(instance) : instance.cause().orElse(""))
                    .reduce((left, right) -> left + "  " + right).orElseThrow().stripTrailing());
            if (PluginLines.serves(instance)) {
                instance.cause().ifPresent(cause -> lines.add("    " + cause));
            }
            instance.warnings().forEach(warning -> lines.add("    warning: " + warning));
            instance.lostCalls().forEach(call -> lines.add("    a call does not end: " + call));
        }
        for (Jar jar : plugins.jars()) {
            if (!PluginLines.isServing(jar.state())) {
                lines.add(jar.file() + jar.id().map(id -> " (" + id + " " + jar.version().orElse("") + ")").orElse("")
                        + "  " + jar.state() + jar.cause().map(cause -> "  " + cause).orElse(""));
            }
            jar.grants().forEach(grant -> lines.add("    " + jar.file() + " asks for " + grant));
        }
        PluginLines.warnings(plugins.jars())
                .forEach((warning, files) -> lines.add("! " + String.join(", ", files) + ": " + warning));
        plugins.leaks().forEach(leak -> lines.add("! classes of " + leak.instance() + " " + leak.version()
                + " are still in memory, held by " + PluginLines.holders(leak)));
        return lines.isEmpty() ? List.of("There are no plugins. Drop a plugin JAR into the folder.") : lines;
    }

    @Command(name = "approve", mixinStandardHelpOptions = true,
            description = {"Approves the JAR of a plugin that waits, with what it asks to touch; it starts at once.",
                "The approval is for these bytes: another JAR waits again."})
    int approve(@Mixin AdminOptions admin,
            @Parameters(paramLabel = "PLUGIN", description = "The plugin's id.") String id,
            @Option(names = "--sha256", paramLabel = "HASH",
                    description = "Which JAR, if several of the plugin wait.") @Nullable String hash)
            throws Exception {
        return decide(admin, id, hash, "approve");
    }

    @Command(name = "withdraw", mixinStandardHelpOptions = true,
            description = "Takes the approval of a plugin back; it stops.")
    int withdraw(@Mixin AdminOptions admin,
            @Parameters(paramLabel = "PLUGIN", description = "The plugin's id.") String id,
            @Option(names = "--sha256", paramLabel = "HASH",
                    description = "Which JAR, if there are several.") @Nullable String hash)
            throws Exception {
        return decide(admin, id, hash, "withdraw");
    }

    private int decide(AdminOptions admin, String id, @Nullable String hash, String decision) throws Exception {
        AdminConnection server = admin.connect(surroundings);
        List<Map<String, Object>> all = server.list("/plugins");
        List<Map<String, Object>> fitting = all.stream()
                .filter(plugin -> id.equals(plugin.get("id")) && plugin.get("sha256") != null
                        && (hash == null || hash.equals(plugin.get("sha256"))))
                .toList();
        boolean isApproval = decision.equals("approve");
        List<Map<String, Object>> meant = fitting.size() > 1
                ? fitting.stream().filter(plugin -> "pending".equals(plugin.get("state")) == isApproval).toList()
                : fitting;
        if (meant.isEmpty()) {
            throw new CommandException(ExitCode.FAILED, "There is no plugin '" + id + "'" + (hash == null
                    ? Nearest.hint(id, all.stream().map(plugin -> String.valueOf(plugin.get("id"))).toList())
                    : " with this hash") + ". 'patchbay plugins' lists them.");
        }
        if (meant.size() > 1) {
            throw new CommandException(ExitCode.USAGE,
                    "Several JARs of '" + id + "' are meant; name one with --sha256:\n"
                            + Table.of(meant, "sha256", "file", "version", "state").text(""));
        }
        Map<String, Object> plugin = meant.getFirst();
        if (isApproval) {
            surroundings.terminal().note(id + " " + plugin.get("version") + " asks for: "
                    + Table.cell(plugin.get("grants")));
        }
        Map<String, Object> now = server.post(
                AdminConnection.path("/plugins", String.valueOf(plugin.get("sha256"))) + "/" + decision);
        return admin.print(surroundings, now, () -> isApproval
                ? "Approved " + id + " " + plugin.get("version") + "; it starts now. 'patchbay plugins' shows it."
                : "Withdrawn: " + id + " " + plugin.get("version") + " does not serve any more.");
    }
}
