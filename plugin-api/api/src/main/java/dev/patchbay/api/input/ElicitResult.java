package dev.patchbay.api.input;

import dev.patchbay.api.Stable;
import dev.patchbay.api.content.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user's answer to a form or on a page of the host. Source: MCP 2026-07-28, {@code ElicitResult}.
 *
 * @param action what the user did
 * @param content the filled-in fields; empty unless accepted. The host has checked it against the requested schema
 */
@Stable
public record ElicitResult(Action action, Map<String, @Nullable Object> content) {
    /** What the user did. New cases may come: keep a default branch. */
    @Stable
    public enum Action {
        /** Filled in and sent. */
        ACCEPT,
        /** Said no. */
        DECLINE,
        /** Closed the form without an answer. */
        CANCEL
    }

    /** Copies the content. */
    public ElicitResult {
        content = JsonObject.copyOf(content);
    }

    /**
     * Returns whether the user accepted.
     *
     * @return whether there is content to use
     */
    public boolean isAccepted() {
        return action == Action.ACCEPT;
    }

    /**
     * Returns a text field.
     *
     * @param name name of the field
     * @return its text, empty if absent or not a text
     */
    public Optional<String> string(String name) {
        return content.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    /**
     * Returns a check box.
     *
     * @param name name of the field
     * @return its value, false if absent or not a boolean
     */
    public boolean isTrue(String name) {
        return Boolean.TRUE.equals(content.get(name));
    }
}
