package dev.patchbay.host;

import dev.patchbay.api.Contributions;
import dev.patchbay.api.prompt.PromptDefinition;
import dev.patchbay.api.prompt.PromptHandler;
import dev.patchbay.api.resource.ResourceConnector;
import dev.patchbay.api.security.AuthenticatorHandler;
import dev.patchbay.api.tool.ToolDefinition;
import dev.patchbay.api.tool.ToolHandler;
import dev.patchbay.catalog.schema.CompiledSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Contributions whose definitions were checked and compiled; names are not given out yet.
 *
 * @param contributions what was contributed
 * @param tools the tools that may be served
 * @param prompts the prompts that may be served
 * @param connectors the connectors that may be opened, by scheme
 * @param authenticators the authenticators that may be asked, by scheme
 * @param held what waits for approval
 * @param warnings what may not be served, and why
 */
record Prepared(Contributions contributions, List<Tool> tools, List<Prompt> prompts,
        Map<String, ResourceConnector> connectors, Map<String, AuthenticatorHandler> authenticators,
        List<HeldDefinition> held, List<String> warnings) {
    static final Prepared NOTHING = new Prepared(Contributions.none(), List.of(), List.of(), Map.of(), Map.of(),
            List.of(), List.of());

    record Tool(ToolDefinition definition, String hash, CompiledSchema input, Optional<CompiledSchema> output,
            ToolHandler handler) {}

    record Prompt(PromptDefinition definition, String hash, PromptHandler handler) {}

    Prepared {
        tools = List.copyOf(tools);
        prompts = List.copyOf(prompts);
        connectors = Map.copyOf(connectors);
        authenticators = Map.copyOf(authenticators);
        held = List.copyOf(held);
        warnings = List.copyOf(warnings);
    }

    /** Returns the same without the tools and prompts of these names. */
    Prepared without(Set<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        return new Prepared(contributions,
                tools.stream().filter(tool -> !names.contains(tool.definition().name())).toList(),
                prompts.stream().filter(prompt -> !names.contains(prompt.definition().name())).toList(), connectors,
                authenticators, held, warnings);
    }
}
