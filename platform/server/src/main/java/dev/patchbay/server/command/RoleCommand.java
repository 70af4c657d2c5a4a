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

/** {@code patchbay role}. */
@Command(name = "role", description = "Names what several clients have in common.", synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  patchbay role create support --permission crm:read",
            "  patchbay enable role:support toolset:helpdesk", "  patchbay client grant ada role:support",
            "  patchbay role map support --issuer https://login.example.com --scope helpdesk"})
final class RoleCommand implements Runnable {
    private final Surroundings surroundings;

    @Spec private CommandSpec spec = CommandSpec.create();

    RoleCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with roles: a command is missing.");
    }

    @Command(name = "create", mixinStandardHelpOptions = true, description = "Creates a role.")
    int create(@Mixin AdminOptions options, @Parameters(paramLabel = "ROLE") String name,
            @Option(names = "--description", paramLabel = "TEXT",
                    description = "What it is for.") @Nullable String description,
            @Option(names = "--permission", paramLabel = "RESOURCE:ACTION",
                    description = "What it may; several times for several.") @Nullable List<String> permissions)
            throws Exception {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("name", name));
        ClientCommand.put(body, "description", description);
        ClientCommand.put(body, "permissions", permissions);
        Map<String, Object> made = options.connect(surroundings).post("/roles", body);
        return options.print(surroundings, made, () -> "Created role " + name + ".");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the roles.")
    int list(@Mixin AdminOptions options) throws Exception {
        Map<String, Object> all = options.connect(surroundings).get("/roles");
        return options.print(surroundings, all, () -> Table.of(AdminConnection.objects(all, "items"), "name",
                "permissions", "description").text("There are no roles."));
    }

    @Command(name = "show", mixinStandardHelpOptions = true,
            description = "Shows a role, what is enabled for it and what of tokens gives it.")
    int show(@Mixin AdminOptions options, @Parameters(paramLabel = "ROLE") String name) throws Exception {
        AdminConnection server = options.connect(surroundings);
        Map<String, Object> shown = new LinkedHashMap<>(server.get(path("/roles", name)));
        StringBuilder text = new StringBuilder(Table.members(shown));
        List<Map<String, Object>> enabled = server.list("/enablement" + query("role", name));
        List<Map<String, Object>> mapped = server.list("/role-mappings").stream()
                .filter(each -> name.equals(each.get("role"))).toList();
        text.append("\n\nEnabled:").append(enabled.isEmpty() ? " nothing" : "");
        enabled.forEach(each -> text.append("\n  ").append(each.get("kind")).append(':').append(each.get("name")));
        if (!mapped.isEmpty()) {
            text.append("\n\n").append(Table.of(mapped, "kind", "issuer", "claim", "value").text(""));
        }
        shown.put("enabled", enabled);
        shown.put("mappings", mapped);
        return options.print(surroundings, shown, text::toString);
    }

    @Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes a role; clients lose it.")
    int delete(@Mixin AdminOptions options, @Parameters(paramLabel = "ROLE") String name) throws Exception {
        options.connect(surroundings).delete(path("/roles", name));
        return options.print(surroundings, Map.of("deleted", name), () -> "Deleted role " + name + ".");
    }

    @Command(name = "map", mixinStandardHelpOptions = true,
            description = "Lets a scope or a claim of tokens give a role.")
    int map(@Mixin AdminOptions options, @Mixin TokenPart part, @Parameters(paramLabel = "ROLE") String name)
            throws Exception {
        Map<String, Object> body = part.json(name);
        Map<String, Object> made = options.connect(surroundings).post("/role-mappings", body);
        return options.print(surroundings, made, () -> "Tokens of " + body.get("issuer") + " with " + body.get("value")
                + " give the role " + name + " now.");
    }

    @Command(name = "unmap", mixinStandardHelpOptions = true,
            description = "Lets a scope or a claim of tokens not give a role any more.")
    int unmap(@Mixin AdminOptions options, @Mixin TokenPart part, @Parameters(paramLabel = "ROLE") String name)
            throws Exception {
        Map<String, Object> body = part.json(name);
        options.connect(surroundings).delete("/role-mappings" + query("kind", text(body, "kind"), "issuer",
                text(body, "issuer"), "claim", text(body, "claim"), "value", text(body, "value"), "role", name));
        return options.print(surroundings, Map.of("unmapped", name), () -> "Removed.");
    }

    private static @Nullable String text(Map<String, Object> body, String name) {
        Object value = body.get(name);
        return value == null ? null : value.toString();
    }

    /** Which part of a token. */
    static final class TokenPart {
        @Option(names = "--issuer", required = true, paramLabel = "ISSUER",
                description = "The token's issuer, exactly.") private String issuer = "";
        @Option(names = "--scope", paramLabel = "SCOPE", description = "A scope.") private @Nullable String scope;
        @Option(names = "--claim", paramLabel = "NAME=VALUE",
                description = "A claim and its value.") private @Nullable String claim;

        Map<String, Object> json(String role) {
            int equals = claim == null ? -1 : claim.indexOf('=');
            if ((scope == null) == (claim == null) || (claim != null && equals < 1)) {
                throw new CommandException(ExitCode.USAGE, "Name one: --scope SCOPE or --claim NAME=VALUE.");
            }
            Map<String, Object> body = new LinkedHashMap<>(Map.of("issuer", issuer, "role", role));
            if (claim == null) {
                body.put("kind", "scope");
                ClientCommand.put(body, "value", scope);
            } else {
                body.put("kind", "claim");
                body.put("claim", claim.substring(0, equals));
                body.put("value", claim.substring(equals + 1));
            }
            return body;
        }
    }
}
