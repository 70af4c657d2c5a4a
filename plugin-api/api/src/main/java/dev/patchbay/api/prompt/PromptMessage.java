package dev.patchbay.api.prompt;

import dev.patchbay.api.Stable;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.Role;

/**
 * A message of a prompt: {@code {"role": "user", "content": {"type": "text", "text": "Sum up …"}}}. Source: MCP
 * 2026-07-28, {@code PromptMessage}.
 *
 * @param role who speaks
 * @param content what is said
 */
@Stable
public record PromptMessage(Role role, ContentBlock content) {
    /**
     * Returns a text message of the user.
     *
     * @param text the text
     * @return the message
     */
    public static PromptMessage user(String text) {
        return new PromptMessage(Role.USER, ContentBlock.text(text));
    }

    /**
     * Returns a text message of the model.
     *
     * @param text the text
     * @return the message
     */
    public static PromptMessage assistant(String text) {
        return new PromptMessage(Role.ASSISTANT, ContentBlock.text(text));
    }
}
