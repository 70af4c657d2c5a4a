package dev.patchbay.api.input;

import dev.patchbay.api.Stable;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.Role;
import dev.patchbay.api.content.TextContent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The message of the client's model. Untrusted: it may hold anything. Source: MCP 2026-07-28,
 * {@code CreateMessageResult}.
 *
 * @param role who speaks, usually the assistant
 * @param content what is said; new kinds may come
 * @param model the name of the model
 * @param stopReason why it stopped, such as {@code endTurn}, if told
 */
@Stable
public record CreateMessageResult(Role role, List<ContentBlock> content, String model, Optional<String> stopReason) {
    /** Copies the content. */
    public CreateMessageResult {
        content = List.copyOf(content);
    }

    /**
     * Returns the texts of the message, joined by line ends.
     *
     * @return the text, empty if there is none
     */
    public String text() {
        return content.stream().filter(TextContent.class::isInstance).map(block -> ((TextContent) block).text())
                .collect(Collectors.joining("\n"));
    }
}
