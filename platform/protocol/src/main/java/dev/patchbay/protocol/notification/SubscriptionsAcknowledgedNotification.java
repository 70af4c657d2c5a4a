package dev.patchbay.protocol.notification;

import dev.patchbay.protocol.McpNotification;

/** {@code notifications/subscriptions/acknowledged}: the first message of a listen stream, with what is honoured. */
public record SubscriptionsAcknowledgedNotification(SubscriptionFilter notifications) implements McpNotification {
    @Override
    public String method() {
        return "notifications/subscriptions/acknowledged";
    }
}
