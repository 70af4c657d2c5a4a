package dev.patchbay.protocol.notification;

import java.util.List;

/**
 * Which notifications are wanted, or honoured.
 *
 * @param resourceSubscriptions URIs whose updates are told
 */
public record SubscriptionFilter(boolean toolsListChanged, boolean promptsListChanged, boolean resourcesListChanged,
        List<String> resourceSubscriptions) {
    public SubscriptionFilter {
        resourceSubscriptions = List.copyOf(resourceSubscriptions);
    }

    /** All list changes, no single resource. */
    public static SubscriptionFilter allLists() {
        return new SubscriptionFilter(true, true, true, List.of());
    }
}
