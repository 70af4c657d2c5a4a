package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code patchbay cache}. */
@Command(name = "cache", description = "Shows how often kept results were there, and gives them up.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"",
            "Results are kept only of tools that say so (cacheSeconds) and of resources whose plugin allows it:",
            "in memory first, and in the database, where they outlive a restart. docs/caching.md says how.", "",
            "Examples:", "  patchbay cache stats", "  patchbay cache stats --json", "  patchbay cache clear",
            "  patchbay cache clear --instance crm", "  patchbay cache clear --tool crm_find",
            "  patchbay cache clear --changed datasource:orders/item"})
final class CacheCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    CacheCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with the cache: a command is missing.");
    }

    @Command(name = "stats", mixinStandardHelpOptions = true,
            description = "Shows hits and misses of each level and each tool since the start.")
    int stats(@Mixin AdminOptions options) throws Exception {
        Map<String, Object> info = options.connect(surroundings).get("/cache");
        return options.print(surroundings, info, () -> text(info));
    }

    private static String text(Map<String, Object> info) {
        List<Map<String, Object>> levels = AdminConnection.objects(info, "levels");
        if (levels.isEmpty()) {
            return "Nothing is kept: cache.entries is 0.";
        }
        return Table.of(levels, "level", "hits", "misses", "hitRatio", "entries", "bytes").text("") + "\n\njoined "
                + info.get("joined") + ", stale " + info.get("stale") + ", stored " + info.get("stored") + "\n\n"
                + Table.of(AdminConnection.objects(info, "entries"), "instance", "name", "hits", "misses", "hitRatio")
                        .text("Nothing was asked for yet that may be kept.");
    }

    @Command(name = "clear", mixinStandardHelpOptions = true,
            description = "Gives up kept results: all, or those that are named. Subscribers of resources among them are told.")
    int clear(@Mixin AdminOptions options,
            @Option(names = "--instance", paramLabel = "INSTANCE",
                    description = "Only those of one plugin's instance.") @Nullable String instance,
            @Option(names = "--tool", paramLabel = "TOOL",
                    description = "Only those of one tool.") @Nullable String tool,
            @Option(names = "--changed", paramLabel = "SOURCE",
                    description = "Instead: what was built from this, the URI of a resource or"
                            + " datasource:NAME/TABLE.") @Nullable String changed)
            throws Exception {
        if (changed != null && (instance != null || tool != null)) {
            throw new CommandException(ExitCode.USAGE, "--changed stands alone.");
        }
        Map<String, Object> cleared = options.connect(surroundings)
                .post("/cache/clear" + query("instance", instance, "tool", tool, "source", changed));
        return options.print(surroundings, cleared, () -> changed == null
                ? cleared.get("results") + " results are given up."
                : "What was built from " + changed + " is given up.");
    }
}
