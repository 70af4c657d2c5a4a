package dev.patchbay.testkit;

import dev.patchbay.client.McpClient;
import dev.patchbay.client.Subscription;
import dev.patchbay.client.SubscriptionListener;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client is told of changes, from {@link TestClient#watch}. Threads: any. */
public final class Changes implements AutoCloseable {
    /** The list of tools changed. */
    public static final String TOOLS = "tools";
    /** The list of prompts changed. */
    public static final String PROMPTS = "prompts";
    /** The list of resources changed. */
    public static final String RESOURCES = "resources";

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final Subscription subscription;

    Changes(McpClient client, List<String> uris) {
        this.subscription = client.listen(new SubscriptionFilter(true, true, true, uris), new SubscriptionListener() {
            @Override
            public void toolsChanged() {
                told.add(TOOLS);
            }

            @Override
            public void promptsChanged() {
                told.add(PROMPTS);
            }

            @Override
            public void resourcesChanged() {
                told.add(RESOURCES);
            }

            @Override
            public void resourceUpdated(String uri) {
                told.add(uri);
            }
        });
    }

    /**
     * Waits until the client is told of a change; what it is told of before that is forgotten.
     *
     * @param what {@link #TOOLS}, {@link #PROMPTS}, {@link #RESOURCES}, or the URI of a watched resource
     * @param atMost how long to wait
     * @throws AssertionError if nothing comes in time
     */
    public void await(String what, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            String next = "";
            while (!next.equals(what)) {
                next = told.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new AssertionError("Not told of a change of " + what + " within " + atMost);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted while waiting for a change of " + what, e);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
