package dev.patchbay.api.completion;

import dev.patchbay.api.Stable;

/**
 * What is completed: an argument of a prompt or a variable of a resource template. Source: MCP 2026-07-28,
 * {@code PromptReference}, {@code ResourceTemplateReference}.
 */
@Stable
public sealed interface CompletionReference {
    /**
     * Returns the argument or variable.
     *
     * @return its name
     */
    String argument();

    /**
     * An argument of a prompt of the same plugin.
     *
     * @param prompt the prompt's name within the plugin
     * @param argument the argument's name
     */
    @Stable
    record OfPrompt(String prompt, String argument) implements CompletionReference {}

    /**
     * A variable of a resource template of the same plugin.
     *
     * @param uriTemplate the template as it is declared
     * @param argument the variable's name
     */
    @Stable
    record OfTemplate(String uriTemplate, String argument) implements CompletionReference {}
}
