package dev.patchbay.protocol.notification;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.RequestMeta;

/** {@code subscriptions/listen}, modern only. Its answer is a stream that stays open. */
public record SubscriptionsListenRequest(SubscriptionFilter notifications, RequestMeta meta) implements ClientRequest {
    @Override
    public String method() {
        return "subscriptions/listen";
    }
}
