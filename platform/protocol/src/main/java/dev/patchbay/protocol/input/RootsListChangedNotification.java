package dev.patchbay.protocol.input;

import dev.patchbay.protocol.McpNotification;

/** {@code notifications/roots/list_changed}, legacy only. */
public record RootsListChangedNotification() implements McpNotification {
    @Override
    public String method() {
        return "notifications/roots/list_changed";
    }
}
