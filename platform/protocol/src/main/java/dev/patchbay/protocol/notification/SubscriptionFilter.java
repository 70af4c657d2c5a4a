package dev.patchbay.protocol.notification;

import java.util.List;

/**
 * Which notifications are wanted, or honoured.
 *
 * @param resourceSubscriptions URIs whose updates are told
 * @param taskIds tasks whose changes are told; for clients that declare the extension
 */
public record SubscriptionFilter(boolean toolsListChanged, boolean promptsListChanged, boolean resourcesListChanged,
        List<String> resourceSubscriptions, List<String> taskIds) {
    public SubscriptionFilter {
        resourceSubscriptions = List.copyOf(resourceSubscriptions);
        taskIds = List.copyOf(taskIds);
    }

    /** Without tasks. */
    public SubscriptionFilter(boolean toolsListChanged, boolean promptsListChanged, boolean resourcesListChanged,
            List<String> resourceSubscriptions) {
        this(toolsListChanged, promptsListChanged, resourcesListChanged, resourceSubscriptions, List.of());
    }

    /** These tasks only. */
    public static SubscriptionFilter ofTasks(List<String> taskIds) {
        return new SubscriptionFilter(false, false, false, List.of(), taskIds);
    }

    /** All list changes, no single resource. */
    public static SubscriptionFilter allLists() {
        return new SubscriptionFilter(true, true, true, List.of());
    }
}
