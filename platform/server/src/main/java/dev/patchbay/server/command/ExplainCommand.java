package dev.patchbay.server.command;

import static dev.patchbay.server.command.AdminConnection.query;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code patchbay explain}. */
@Command(name = "explain",
        description = "Says why a client may use something or not: the whole chain of decisions, and what would change it.",
        footer = {"", "Examples:", "  patchbay explain --client ada --tool hello_greet",
            "  patchbay explain --client ada --resource notes://today",
            "  patchbay explain --client ada --prompt notes_summary --json",
            "  patchbay explain --client ada --tool git_push --scope git.write --args '{\"owner\": \"example\"}' \\",
            "      --at 2026-12-24T23:00:00Z"})
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--client", required = true, paramLabel = "CLIENT",
            description = "The client's id.") private String client = "";

    @Option(names = "--scope", paramLabel = "SCOPE",
            description = "A scope of the caller's token.") private @Nullable List<
                    String> scopes;

    @Option(names = "--role", paramLabel = "ROLE", description = "A role that the token gives.") private @Nullable List<
            String> roles;

    @Option(names = "--args", paramLabel = "JSON",
            description = "The arguments of the call, for rules that read them.") private @Nullable String arguments;

    @Option(names = "--at", paramLabel = "TIME",
            description = "When the call is made, such as 2026-12-24T23:00:00Z (default: now).") private @Nullable String at;

    @ArgGroup(multiplicity = "1") private What what = new What();

    @Mixin private AdminOptions options = new AdminOptions();

    /** One of them. */
    static final class What {
        @Option(names = "--tool", paramLabel = "NAME",
                description = "A tool, as the client names it.") private @Nullable String tool;
        @Option(names = "--prompt", paramLabel = "NAME", description = "A prompt.") private @Nullable String prompt;
        @Option(names = "--resource", paramLabel = "URI",
                description = "A resource.") private @Nullable String resource;
        @Option(names = "--template", paramLabel = "URI",
                description = "A template of resources.") private @Nullable String template;
    }

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Object> found = options.connect(surroundings).get("/explain" + query("client", client, "tool",
                what.tool, "prompt", what.prompt, "resource", what.resource, "template", what.template, "scopes",
                words(scopes), "roles", words(roles), "args", arguments, "at", at));
        return options.print(surroundings, found, () -> text(found));
    }

    private static @Nullable String words(@Nullable List<String> all) {
        return all == null ? null : String.join(" ", all);
    }

    private static String text(Map<String, Object> found) {
        StringBuilder text = new StringBuilder();
        text.append(found.get("client"))
                .append(Boolean.TRUE.equals(found.get("allowed")) ? " may use " : " may not use ")
                .append(found.get("kind")).append(' ').append(found.get("name"))
                .append(Boolean.TRUE.equals(found.get("visible")) ? "" : " and does not see it").append(" (")
                .append(found.get("code")).append(").\n").append(found.get("summary")).append('\n');
        AdminConnection.objects(found, "steps").forEach(step -> {
            text.append('\n').append(switch (String.valueOf(step.get("result"))) {
                case "passed" -> "  ok    ";
                case "refused" -> "  NO    ";
                default -> "  note  ";
            }).append(step.get("station")).append(": ").append(step.get("text"));
            if (!"".equals(step.getOrDefault("change", ""))) {
                text.append("\n        To change it: ").append(step.get("change"));
            }
        });
        return text.toString();
    }
}
