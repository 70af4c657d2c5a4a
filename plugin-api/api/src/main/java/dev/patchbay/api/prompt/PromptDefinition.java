package dev.patchbay.api.prompt;

import dev.patchbay.api.ContributionName;
import dev.patchbay.api.Stable;
import java.util.List;
import java.util.Optional;

/**
 * What clients see of a prompt. The programmatic twin of {@link Prompt}.
 *
 * <pre>{@code {"name": "summarize", "description": "Sums up a note", "arguments": [{"name": "id", "required": true}]} }</pre>
 *
 * <p>Source: MCP 2026-07-28, {@code Prompt}.
 *
 * @param name name within the plugin, 1 to 64 characters of {@code A-Z a-z 0-9 _ . -}
 * @param title a title for people
 * @param description what the prompt is for
 * @param arguments the arguments, in the order in which people see them
 */
@Stable
public record PromptDefinition(String name, Optional<String> title, String description,
        List<PromptArgument> arguments) {
    /**
     * Checks the name and copies the arguments.
     *
     * @throws IllegalArgumentException if the name is illegal or the description blank
     */
    public PromptDefinition {
        ContributionName.check("prompt", name);
        ContributionName.checkDescription("prompt " + name, description);
        arguments = List.copyOf(arguments);
    }

    /**
     * Returns a definition without title.
     *
     * @param name name within the plugin
     * @param description what the prompt is for
     * @param arguments the arguments
     * @return the definition
     */
    public static PromptDefinition of(String name, String description, PromptArgument... arguments) {
        return new PromptDefinition(name, Optional.empty(), description, List.of(arguments));
    }
}
