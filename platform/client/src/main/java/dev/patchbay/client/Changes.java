package dev.patchbay.client;

import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.codec.ClientCodec;
import dev.patchbay.protocol.notification.SubscriptionsAcknowledgedNotification;
import dev.patchbay.protocol.prompt.PromptListChangedNotification;
import dev.patchbay.protocol.resource.ResourceListChangedNotification;
import dev.patchbay.protocol.resource.ResourceUpdatedNotification;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.task.TaskStatusNotification;
import dev.patchbay.protocol.tool.ToolListChangedNotification;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Hands the notifications of a subscription's stream to its listener. Pure functions. */
final class Changes {
    private static final System.Logger LOG = System.getLogger(Changes.class.getName());

    private Changes() {}

    static void tell(ClientCodec codec, RpcNotification message, Subscription subscription) {
        Optional<McpNotification> decoded;
        try {
            decoded = codec.decodeNotification(message);
        } catch (InvalidParamsException e) {
            throw new ProtocolViolationException("the server sent a malformed " + message.method(), e);
        }
        if (decoded.isEmpty()) {
            return;
        }
        try {
            tell(decoded.get(), subscription);
        } catch (RuntimeException e) {
            // A listener that fails spoils no stream.
            LOG.log(System.Logger.Level.WARNING, "a subscription's listener failed at " + message.method(), e);
        }
    }

    private static void tell(McpNotification notification, Subscription subscription) {
        SubscriptionListener listener = subscription.listener();
        switch (notification) {
            case SubscriptionsAcknowledgedNotification acknowledged -> subscription.acknowledgement()
                    .complete(acknowledged.notifications());
            case ToolListChangedNotification tools -> listener.toolsChanged();
            case PromptListChangedNotification prompts -> listener.promptsChanged();
            case ResourceListChangedNotification resources -> listener.resourcesChanged();
            case ResourceUpdatedNotification updated -> listener.resourceUpdated(updated.uri());
            case TaskStatusNotification task -> listener.taskChanged(task.task());
            default -> {
                // Nothing else is asked for.
            }
        }
    }

    /** Waits until the server has said what it honours. */
    static Subscription opened(Subscription subscription, Duration timeout) {
        try {
            subscription.acknowledgement().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return subscription;
        } catch (TimeoutException e) {
            subscription.close();
            throw new CallTimeoutException(timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            subscription.close();
            throw new CallCancelledException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof McpClientException problem) {
                throw problem;
            }
            throw new IllegalStateException("the subscription failed unexpectedly", e.getCause());
        }
    }
}
