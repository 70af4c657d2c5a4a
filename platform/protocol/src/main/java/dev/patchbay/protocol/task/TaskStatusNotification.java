package dev.patchbay.protocol.task;

import dev.patchbay.protocol.McpNotification;

/** {@code notifications/tasks}: where a task stands, all of it. */
public record TaskStatusNotification(DetailedTask task) implements McpNotification {
    @Override
    public String method() {
        return "notifications/tasks";
    }
}
