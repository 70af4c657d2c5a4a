package dev.patchbay.client;

import dev.patchbay.protocol.task.DetailedTask;
import java.util.Optional;

/** Told of changes on a server. Runs on the thread that reads the subscription's stream, one call at a time. */
public interface SubscriptionListener {
    /** The list of tools changed. */
    default void toolsChanged() {}

    /** The list of prompts changed. */
    default void promptsChanged() {}

    /** The list of resources, or of templates, changed. */
    default void resourcesChanged() {}

    /** A resource that was subscribed to changed. */
    default void resourceUpdated(String uri) {}

    /** A task that was subscribed to changed. */
    default void taskChanged(DetailedTask task) {}

    /** There will be nothing more; with a reason unless the subscription was closed here or by the server. */
    default void closed(Optional<McpClientException> reason) {}
}
