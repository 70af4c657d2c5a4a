package dev.patchbay.protocol.resource;

import dev.patchbay.protocol.McpNotification;

/** {@code notifications/resources/list_changed}. */
public record ResourceListChangedNotification() implements McpNotification {
    @Override
    public String method() {
        return "notifications/resources/list_changed";
    }
}
