package dev.patchbay.protocol.notification;

import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.ProgressToken;
import org.jspecify.annotations.Nullable;

/**
 * {@code notifications/progress}.
 *
 * @param progressToken of the request
 * @param progress grows with every notification
 * @param total if known
 */
public record ProgressNotification(ProgressToken progressToken, double progress, @Nullable Double total,
        @Nullable String message) implements McpNotification {
    @Override
    public String method() {
        return "notifications/progress";
    }
}
