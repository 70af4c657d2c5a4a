package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.path;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

/** {@code patchbay client key}. */
@Command(name = "key", description = "Makes, replaces and ends the API keys of clients.",
        synopsisSubcommandLabel = "COMMAND", footer = {"", "Examples:",
            "  patchbay client key create ada --label laptop --days 90", "  patchbay client key list ada",
            "  patchbay client key rotate ada k7m2p9x4c8wd --overlap-hours 48",
            "  patchbay client key revoke ada k7m2p9x4c8wd"})
final class KeyCommand implements Runnable {
    private final Surroundings surroundings;
    private final InstantSource clock = InstantSource.system();

    @Spec private CommandSpec spec = CommandSpec.create();

    KeyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with keys: a command is missing.");
    }

    @Command(name = "create", mixinStandardHelpOptions = true,
            description = "Makes a key. It is the only thing on the standard output, and is not shown again.",
            footer = {"", "Examples:", "  patchbay client key create ada --label laptop",
                "  patchbay client key create ci-bot --days 90 > key.txt"})
    int create(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String client,
            @Option(names = "--label", paramLabel = "TEXT",
                    description = "What people call it.") @Nullable String label,
            @Option(names = "--days", paramLabel = "N",
                    description = "After how many days it expires (default: never).") @Nullable Integer days)
            throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        ClientCommand.put(body, "label", label);
        if (days != null) {
            body.put("expiresAt", Instant.ofEpochSecond(clock.instant().getEpochSecond())
                    .plus(Duration.ofDays(days)).toString());
        }
        return made(options, options.connect(surroundings).post(path("/clients", client) + "/keys", body));
    }

    private int made(AdminOptions options, Map<String, Object> made) {
        surroundings.terminal().note("The client sends it as: Authorization: Bearer KEY. It is not shown again.");
        return options.print(surroundings, made, () -> String.valueOf(made.get("key")));
    }

    @Command(name = "list", mixinStandardHelpOptions = true,
            description = "Lists a client's keys, without their secrets.")
    int list(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String client) throws Exception {
        Map<String, Object> all = options.connect(surroundings).get(path("/clients", client) + "/keys");
        return options.print(surroundings, all,
                () -> Table.of(AdminConnection.objects(all, "items"), "id", "label", "createdAt", "expiresAt",
                        "revokedAt", "lastUsedAt").text("It has no keys."));
    }

    @Command(name = "rotate", mixinStandardHelpOptions = true,
            description = "Makes a key in place of another, which stays valid for a while.")
    int rotate(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String client,
            @Parameters(paramLabel = "KEY", description = "The id of the old key.") String key,
            @Option(names = "--overlap-hours", paramLabel = "N", defaultValue = "24",
                    description = "How long the old one stays valid (default: ${DEFAULT-VALUE}).") long hours)
            throws Exception {
        return made(options, options.connect(surroundings).post(path("/clients", client, "keys", key) + "/rotate",
                Map.of("overlapSeconds", Duration.ofHours(hours).toSeconds())));
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Ends a key at once.")
    int revoke(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String client,
            @Parameters(paramLabel = "KEY", description = "The id of the key.") String key) throws Exception {
        Map<String, Object> now = options.connect(surroundings).delete(path("/clients", client, "keys", key));
        return options.print(surroundings, now, () -> "The key " + key + " of " + client + " is not valid any more.");
    }
}
