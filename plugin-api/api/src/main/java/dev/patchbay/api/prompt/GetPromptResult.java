package dev.patchbay.api.prompt;

import dev.patchbay.api.Stable;
import java.util.List;
import java.util.Optional;

/**
 * The messages of a prompt. Source: MCP 2026-07-28, {@code GetPromptResult}.
 *
 * @param description what the messages are for
 * @param messages the messages
 */
@Stable
public record GetPromptResult(Optional<String> description, List<PromptMessage> messages) {
    /** Copies the messages. */
    public GetPromptResult {
        messages = List.copyOf(messages);
    }

    /**
     * Returns a result of messages.
     *
     * @param messages the messages
     * @return the result, without description
     */
    public static GetPromptResult of(PromptMessage... messages) {
        return new GetPromptResult(Optional.empty(), List.of(messages));
    }
}
