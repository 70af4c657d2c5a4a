package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.path;
import static dev.patchbay.server.command.AdminConnection.query;

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

/** {@code patchbay client}. */
@Command(name = "client", description = {"Says who may call: creates clients, gives them keys, roles and permissions.",
    "A new client may do nothing; 'patchbay enable' gives it tools."}, synopsisSubcommandLabel = "COMMAND",
        footer = {
            "", "Examples:", "  patchbay client create ada --name 'Ada on her laptop'",
            "  patchbay client key create ada --label laptop", "  patchbay enable ada tool:hello_greet",
            "  patchbay client show ada"})
final class ClientCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    ClientCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with clients: a command is missing.");
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Creates a client.",
            footer = {"", "Examples:",
                "  patchbay client create ada", "  patchbay client create ci-bot --name 'Build server' --role builder"})
    int create(@Mixin AdminOptions options,
            @Parameters(paramLabel = "CLIENT",
                    description = "Its id: lower-case letters, digits, dots, dashes.") String id,
            @Option(names = "--name", paramLabel = "TEXT", description = "What people call it.") @Nullable String name,
            @Option(names = "--role", paramLabel = "ROLE",
                    description = "A role; several times for several.") @Nullable List<String> roles,
            @Option(names = "--search", description = "Its tool list shows four search tools.") boolean search,
            @Option(names = "--calls-per-minute", paramLabel = "N",
                    description = "Its limit.") @Nullable Integer perMinute,
            @Option(names = "--calls-per-day", paramLabel = "N",
                    description = "Its quota.") @Nullable Long perDay,
            @Option(names = "--max-result-chars", paramLabel = "N",
                    description = "How many characters of a result it gets at once.") @Nullable Integer maxChars,
            @Option(names = "--max-result-tokens", paramLabel = "N",
                    description = "How many tokens, by estimate.") @Nullable Integer maxTokens)
            throws Exception {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", id);
        put(body, "displayName", name);
        put(body, "roles", roles);
        body.put("searchMode", search);
        put(body, "callsPerMinute", perMinute);
        put(body, "callsPerDay", perDay);
        put(body, "maxResultChars", maxChars);
        put(body, "maxResultTokens", maxTokens);
        Map<String, Object> made = options.connect(surroundings).post("/clients", body);
        return options.print(surroundings, made, () -> "Created client " + id
                + ". Next: 'patchbay client key create " + id + "' and 'patchbay enable " + id + " tool:NAME'.");
    }

    static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the clients.")
    int list(@Mixin AdminOptions options) throws Exception {
        Map<String, Object> all = options.connect(surroundings).get("/clients");
        return options.print(surroundings, all, () -> Table.of(AdminConnection.objects(all, "items"), "id",
                "displayName", "roles", "disabled")
                .text("There are no clients. 'patchbay client create ada' makes one."));
    }

    @Command(name = "show", mixinStandardHelpOptions = true,
            description = "Shows a client: its settings, its keys, its identities and what is enabled for it.")
    int show(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String id) throws Exception {
        AdminConnection server = options.connect(surroundings);
        Map<String, Object> shown = new LinkedHashMap<>(server.get(path("/clients", id)));
        List<Map<String, Object>> keys = server.list(path("/clients", id) + "/keys");
        List<Map<String, Object>> identities = server.list(path("/clients", id) + "/identities");
        List<Map<String, Object>> enabled = server.list("/enablement" + query("client", id));
        StringBuilder text = new StringBuilder(Table.members(shown));
        text.append("\n\n").append(Table.of(keys, "id", "label", "expiresAt", "revokedAt", "lastUsedAt")
                .text("No keys: 'patchbay client key create " + id + "' makes one."));
        if (!identities.isEmpty()) {
            text.append("\n\n").append(Table.of(identities, "kind", "issuer", "value").text(""));
        }
        text.append("\n\nEnabled for the client itself:");
        enabled.forEach(each -> text.append("\n  ").append(each.get("kind")).append(':').append(each.get("name")));
        text.append(enabled.isEmpty() ? " nothing. 'patchbay enable " + id + " tool:NAME' changes that." : "");
        shown.put("keys", keys);
        shown.put("identities", identities);
        shown.put("enabled", enabled);
        return options.print(surroundings, shown, text::toString);
    }

    @Command(name = "update", mixinStandardHelpOptions = true, description = "Changes a client.",
            footer = {"", "Examples:",
                "  patchbay client update ada --disabled true", "  patchbay client update ada --calls-per-minute 60",
                "  patchbay client update ada --calls-per-minute default",
                "  patchbay client update ada --max-result-tokens 8000"})
    int update(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String id,
            @Option(names = "--name", paramLabel = "TEXT", description = "What people call it.") @Nullable String name,
            @Option(names = "--disabled", paramLabel = "true|false", arity = "1",
                    description = "Whether all its credentials are refused.") @Nullable Boolean disabled,
            @Option(names = "--search", paramLabel = "true|false", arity = "1",
                    description = "Whether its tool list shows four search tools.") @Nullable Boolean search,
            @Option(names = "--calls-per-minute", paramLabel = "N|default",
                    description = "Its limit.") @Nullable String perMinute,
            @Option(names = "--calls-per-day", paramLabel = "N|default",
                    description = "Its quota.") @Nullable String perDay,
            @Option(names = "--max-result-chars", paramLabel = "N|default",
                    description = "How many characters of a result it gets at once.") @Nullable String maxChars,
            @Option(names = "--max-result-tokens", paramLabel = "N|default",
                    description = "How many tokens, by estimate.") @Nullable String maxTokens)
            throws Exception {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        putAny(body, "displayName", name);
        putAny(body, "disabled", disabled);
        putAny(body, "searchMode", search);
        number(body, "callsPerMinute", perMinute);
        number(body, "callsPerDay", perDay);
        number(body, "maxResultChars", maxChars);
        number(body, "maxResultTokens", maxTokens);
        if (body.isEmpty()) {
            throw new CommandException(ExitCode.USAGE, "Say what to change; 'patchbay client update --help' has all.");
        }
        Map<String, Object> now = options.connect(surroundings).patch(path("/clients", id), body);
        return options.print(surroundings, now, () -> Table.members(now));
    }

    private static void putAny(Map<String, @Nullable Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private static void number(Map<String, @Nullable Object> body, String name, @Nullable String text) {
        if (text == null) {
            return;
        }
        try {
            body.put(name, text.equals("default") ? null : Long.valueOf(text));
        } catch (NumberFormatException e) {
            throw new CommandException(ExitCode.USAGE, "'" + text + "' is no number; write one, or default.");
        }
    }

    @Command(name = "delete", mixinStandardHelpOptions = true,
            description = "Deletes a client with its keys; it is not served any more at once.")
    int delete(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String id) throws Exception {
        options.connect(surroundings).delete(path("/clients", id));
        return options.print(surroundings, Map.of("deleted", id), () -> "Deleted client " + id + ".");
    }

    @Command(name = "link", mixinStandardHelpOptions = true,
            description = "Lets an identity of a token or a certificate stand for a client.", footer = {
                "", "Kinds: oauth_subject, oauth_client, certificate_subject, certificate_san, plugin.", "",
                "Examples:",
                "  patchbay client link ada oauth_subject 248289761001 --issuer https://login.example.com",
                "  patchbay client link ci-bot certificate_subject 'CN=ci-bot,O=Example'"})
    int link(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String id,
            @Parameters(paramLabel = "KIND") String kind, @Parameters(paramLabel = "VALUE") String value,
            @Option(names = "--issuer", paramLabel = "ISSUER",
                    description = "Who says so: the token's issuer.") @Nullable String issuer)
            throws Exception {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("kind", kind, "value", value));
        put(body, "issuer", issuer);
        Map<String, Object> made = options.connect(surroundings).post(path("/clients", id) + "/identities", body);
        return options.print(surroundings, made, () -> kind + " " + value + " stands for " + id + " now.");
    }

    @Command(name = "unlink", mixinStandardHelpOptions = true,
            description = "Lets an identity not stand for a client any more.")
    int unlink(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String id,
            @Parameters(paramLabel = "KIND") String kind, @Parameters(paramLabel = "VALUE") String value,
            @Option(names = "--issuer", paramLabel = "ISSUER",
                    description = "As it was linked.") @Nullable String issuer)
            throws Exception {
        options.connect(surroundings).delete(
                path("/clients", id) + "/identities" + query("kind", kind, "issuer", issuer, "value", value));
        return options.print(surroundings, Map.of("unlinked", value),
                () -> kind + " " + value + " does not stand for " + id + " any more.");
    }

    @Command(name = "grant", mixinStandardHelpOptions = true,
            description = "Gives a client roles (role:NAME) or permissions (resource:action).",
            footer = {"", "Examples:", "  patchbay client grant ada role:support",
                "  patchbay client grant ada crm:read"})
    int grant(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String id,
            @Parameters(paramLabel = "RIGHT", arity = "1..*") List<String> rights) throws Exception {
        AdminConnection server = options.connect(surroundings);
        Map<String, Object> now = Map.of();
        for (String right : rights) {
            now = right.startsWith("role:")
                    ? server.send("PUT", path("/clients", id, "roles", right.substring("role:".length())), null)
                    : server.post(path("/clients", id) + "/permissions", Map.of("permission", right));
        }
        Map<String, Object> shown = now;
        return options.print(surroundings, shown, () -> Table.members(shown));
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true,
            description = "Takes roles (role:NAME) or permissions (resource:action) from a client.",
            footer = {"", "Examples:", "  patchbay client revoke ada role:support crm:read"})
    int revoke(@Mixin AdminOptions options, @Parameters(paramLabel = "CLIENT") String id,
            @Parameters(paramLabel = "RIGHT", arity = "1..*") List<String> rights) throws Exception {
        AdminConnection server = options.connect(surroundings);
        Map<String, Object> now = Map.of();
        for (String right : rights) {
            now = right.startsWith("role:")
                    ? server.delete(path("/clients", id, "roles", right.substring("role:".length())))
                    : server.delete(path("/clients", id) + "/permissions" + query("permission", right));
        }
        Map<String, Object> shown = now;
        return options.print(surroundings, shown, () -> Table.members(shown));
    }
}
