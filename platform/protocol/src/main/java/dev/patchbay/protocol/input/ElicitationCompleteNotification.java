package dev.patchbay.protocol.input;

import dev.patchbay.protocol.McpNotification;

/**
 * {@code notifications/elicitation/complete}, of revision 2025-11-25 only: the user is done on a page.
 *
 * @param elicitationId of the {@link ElicitRequest.Url} that named the page
 */
public record ElicitationCompleteNotification(String elicitationId) implements McpNotification {
    @Override
    public String method() {
        return "notifications/elicitation/complete";
    }
}
