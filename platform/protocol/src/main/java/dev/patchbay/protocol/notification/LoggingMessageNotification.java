package dev.patchbay.protocol.notification;

import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.McpNotification;
import org.jspecify.annotations.Nullable;

/**
 * {@code notifications/message}.
 *
 * @param logger who speaks, null if not told
 * @param data any JSON value
 */
public record LoggingMessageNotification(LoggingLevel level, @Nullable String logger, @Nullable Object data)
        implements
            McpNotification {
    @Override
    public String method() {
        return "notifications/message";
    }
}
