package dev.patchbay.api.input;

import dev.patchbay.api.Stable;
import dev.patchbay.api.content.ContentBlock;
import dev.patchbay.api.content.Role;
import java.util.List;

/**
 * A message of a conversation with the client's model. Source: MCP 2026-07-28, {@code SamplingMessage}.
 *
 * @param role who speaks
 * @param content what is said: text, images or audio
 */
@Stable
public record SamplingMessage(Role role, List<ContentBlock> content) {
    /** Copies the content. */
    public SamplingMessage {
        content = List.copyOf(content);
    }

    /**
     * Returns a text message of the user.
     *
     * @param text the text
     * @return the message
     */
    public static SamplingMessage user(String text) {
        return new SamplingMessage(Role.USER, List.of(ContentBlock.text(text)));
    }
}
