package dev.patchbay.protocol.prompt;

import dev.patchbay.protocol.McpNotification;

/** {@code notifications/prompts/list_changed}. */
public record PromptListChangedNotification() implements McpNotification {
    @Override
    public String method() {
        return "notifications/prompts/list_changed";
    }
}
