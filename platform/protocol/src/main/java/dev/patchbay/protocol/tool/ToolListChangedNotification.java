package dev.patchbay.protocol.tool;

import dev.patchbay.protocol.McpNotification;

/** {@code notifications/tools/list_changed}. */
public record ToolListChangedNotification() implements McpNotification {
    @Override
    public String method() {
        return "notifications/tools/list_changed";
    }
}
