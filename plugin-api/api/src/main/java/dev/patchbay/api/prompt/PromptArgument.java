package dev.patchbay.api.prompt;

import dev.patchbay.api.Stable;
import java.util.Optional;

/**
 * An argument of a prompt; its value is always a text. Source: MCP 2026-07-28, {@code PromptArgument}.
 *
 * @param name its name
 * @param title a title for people
 * @param description what it is
 * @param required whether the prompt needs it
 */
@Stable
public record PromptArgument(String name, Optional<String> title, String description, boolean required) {
    /**
     * Returns an argument that the prompt needs.
     *
     * @param name its name
     * @param description what it is
     * @return the argument
     */
    public static PromptArgument required(String name, String description) {
        return new PromptArgument(name, Optional.empty(), description, true);
    }

    /**
     * Returns an argument that may be absent.
     *
     * @param name its name
     * @param description what it is
     * @return the argument
     */
    public static PromptArgument optional(String name, String description) {
        return new PromptArgument(name, Optional.empty(), description, false);
    }
}
