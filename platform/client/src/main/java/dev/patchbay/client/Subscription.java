package dev.patchbay.client;

import dev.patchbay.protocol.notification.SubscriptionFilter;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open stream of changes, read on a virtual thread of its own. Close it to end it. Safe for all threads. */
public final class Subscription implements AutoCloseable {
    private final CompletableFuture<SubscriptionFilter> honoured = new CompletableFuture<>();
    private final Cancellation cancellation = new Cancellation();
    private final AtomicBoolean over = new AtomicBoolean();
    private final SubscriptionListener listener;

    Subscription(SubscriptionListener listener) {
        this.listener = listener;
    }

    /** What the server tells of what was asked for. */
    public SubscriptionFilter honoured() {
        return honoured.join();
    }

    public boolean isOpen() {
        return !cancellation.isCancelled();
    }

    @Override
    public void close() {
        cancellation.cancel();
    }

    Cancellation cancellation() {
        return cancellation;
    }

    SubscriptionListener listener() {
        return listener;
    }

    CompletableFuture<SubscriptionFilter> acknowledgement() {
        return honoured;
    }

    /** Says to all who wait or listen that it is over. */
    void ended(Optional<McpClientException> reason) {
        if (over.getAndSet(true)) {
            return;
        }
        boolean closedHere = cancellation.isCancelled();
        cancellation.cancel();
        boolean neverOpened = honoured.completeExceptionally(reason
                .orElseGet(() -> new ProtocolViolationException("the server ended the stream before it began")));
        if (!neverOpened) {
            listener.closed(closedHere ? Optional.empty() : reason);
        }
    }
}
