package dev.patchbay.server.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code patchbay enable}. */
@Command(name = "enable", description = {"Enables tools, prompts, resources and toolsets for a client or a role.",
    "Nothing is enabled by itself; connected clients see what is new at once."},
        footer = {"", "Examples:",
            "  patchbay enable ada tool:hello_greet prompt:notes_summary 'resource:notes://*' toolset:support",
            "  patchbay enable role:support 'tool:crm_*'", "",
            "NAME* stands for all names that begin so, also for later ones.",
            "'patchbay client show ada' lists what is enabled, 'patchbay explain' says why something is missing."})
final class EnableCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "CLIENT",
            description = "A client's id, or role:NAME.") private String who = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TARGET",
            description = "tool:NAME, prompt:NAME, resource:URI, template:URI or toolset:NAME.") private List<
                    String> targets = List.of();

    @Mixin private AdminOptions options = new AdminOptions();

    EnableCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return change(surroundings, options, who, targets, true);
    }

    static int change(Surroundings surroundings, AdminOptions options, String who, List<String> targets,
            boolean enable) throws Exception {
        boolean isRole = who.startsWith("role:");
        String subject = isRole || who.startsWith("client:") ? who.substring(who.indexOf(':') + 1) : who;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("subjectKind", isRole ? "role" : "client");
        body.put("subject", subject);
        body.put("targets", targets.stream().map(EntryName::target).map(EntryName::json).toList());
        Map<String, Object> done = options.connect(surroundings).post(enable ? "/enablement" : "/enablement/remove",
                body);
        if (done.get("warnings") instanceof List<?> warnings) {
            warnings.forEach(name -> surroundings.terminal().note("Warning: nothing has the name " + name
                    + " at this moment; is it spelt right?"));
        }
        int changed = done.get("changed") instanceof Number number ? number.intValue() : 0;
        int same = targets.size() - changed;
        return options.print(surroundings, done, () -> (enable ? "Enabled " : "Disabled ") + changed + " of "
                + targets.size() + " for " + who
                + (same == 0 ? "." : enable ? "; the rest was enabled already." : "; the rest was not enabled."));
    }
}
