package dev.patchbay.protocol.resource;

import dev.patchbay.protocol.McpNotification;

/** {@code notifications/resources/updated}: a resource that was subscribed to has changed. */
public record ResourceUpdatedNotification(String uri) implements McpNotification {
    @Override
    public String method() {
        return "notifications/resources/updated";
    }
}
