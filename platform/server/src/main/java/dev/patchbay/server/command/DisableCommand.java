package dev.patchbay.server.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code patchbay disable}. */
@Command(name = "disable", description = {"Takes back what 'patchbay enable' gave; connected clients lose it at once.",
    "Name it exactly as it was enabled."},
        footer = {"", "Examples:",
            "  patchbay disable ada tool:hello_greet", "  patchbay disable role:support 'tool:crm_*'"})
final class DisableCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(index = "0", paramLabel = "CLIENT",
            description = "A client's id, or role:NAME.") private String who = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "TARGET",
            description = "tool:NAME, prompt:NAME, resource:URI, template:URI or toolset:NAME.") private List<
                    String> targets = List.of();

    @Mixin private AdminOptions options = new AdminOptions();

    DisableCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        return EnableCommand.change(surroundings, options, who, targets, false);
    }
}
