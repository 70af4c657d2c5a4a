package dev.patchbay.protocol.lifecycle;

import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.rpc.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * {@code notifications/cancelled}: the sender no longer wants the answer to a request of its own.
 *
 * @param requestId null only where a legacy client leaves it out
 */
public record CancelledNotification(@Nullable RequestId requestId, @Nullable String reason)
        implements
            McpNotification {
    @Override
    public String method() {
        return "notifications/cancelled";
    }
}
