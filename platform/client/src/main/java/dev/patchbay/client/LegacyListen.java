package dev.patchbay.client;

import dev.patchbay.protocol.ServerCapabilities;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.resource.SubscribeRequest;
import dev.patchbay.protocol.resource.UnsubscribeRequest;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The session's own stream, opened by GET, with a subscription for each resource. Taken up again when it ends. */
final class LegacyListen {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    /** No response belongs on this stream; an id no request of this client has. */
    private static final RequestId NONE = RequestId.of("listen");

    private final LegacyConnection connection;
    private final HttpTransport http;

    LegacyListen(LegacyConnection connection, HttpTransport http) {
        this.connection = connection;
        this.http = http;
    }

    Subscription open(SubscriptionFilter filter, SubscriptionListener listener, Duration timeout) {
        SubscriptionFilter honoured = honoured(filter);
        Subscription subscription = new Subscription(listener);
        Thread.ofVirtual().name("mcp-client-listen").start(() -> run(honoured, subscription));
        Changes.opened(subscription, timeout);
        try {
            for (String uri : honoured.resourceSubscriptions()) {
                connection.send(meta -> new SubscribeRequest(uri, meta), Map.of(), CallOptions.DEFAULT,
                        new Cancellation());
                subscription.cancellation().onCancel(() -> unsubscribe(uri));
            }
        } catch (McpClientException e) {
            subscription.close();
            throw e;
        }
        return subscription;
    }

    private void unsubscribe(String uri) {
        Thread.ofVirtual().name("mcp-client-unsubscribe").start(() -> {
            try {
                connection.send(meta -> new UnsubscribeRequest(uri, meta), Map.of(), CallOptions.DEFAULT,
                        new Cancellation());
            } catch (McpClientException e) {
                System.getLogger(LegacyListen.class.getName()).log(System.Logger.Level.DEBUG, "unsubscribing", e);
            }
        });
    }

    private SubscriptionFilter honoured(SubscriptionFilter filter) {
        ServerCapabilities offered = connection.server().capabilities();
        ServerCapabilities.Resources resources = offered.resources();
        return new SubscriptionFilter(
                filter.toolsListChanged() && offered.tools() != null && offered.tools().listChanged(),
                filter.promptsListChanged() && offered.prompts() != null && offered.prompts().listChanged(),
                filter.resourcesListChanged() && resources != null && resources.listChanged(),
                resources != null && resources.subscribe() ? filter.resourceSubscriptions() : List.of());
    }

    private void run(SubscriptionFilter honoured, Subscription subscription) {
        Optional<McpClientException> reason = Optional.empty();
        try {
            String lastId = null;
            while (subscription.isOpen()) {
                lastId = read(honoured, subscription, lastId);
            }
        } catch (McpClientException e) {
            reason = Optional.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        subscription.ended(reason);
    }

    /** Reads until the server closes the stream; gives the id to go on with. */
    private @Nullable String read(SubscriptionFilter honoured, Subscription subscription, @Nullable String lastId)
            throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>(connection.sessionHeaders());
        if (lastId != null) {
            headers.put(McpHeaders.LAST_EVENT_ID, lastId);
        }
        SseReader events;
        try (HttpReply reply = http.get(headers, subscription.cancellation())) {
            if (reply.status() == 405) {
                throw new TransportException("the server has no stream of changes", reply.status());
            }
            if (!reply.isSuccess()) {
                throw Replies.refusal(reply);
            }
            subscription.acknowledgement().complete(honoured);
            events = reply.events();
            readAll(events, subscription);
        }
        subscription.cancellation().pause(events.retry().orElse(DEFAULT_RETRY));
        return events.lastId().orElse(lastId);
    }

    private void readAll(SseReader events, Subscription subscription) {
        LegacyMessages requests = new LegacyMessages(connection, null, subscription.cancellation());
        try {
            Replies.fromStream(events, NONE, new ServerMessages() {
                @Override
                public void notification(RpcNotification notification) {
                    Changes.tell(connection.codec(), notification, subscription);
                }

                @Override
                public void request(RpcRequest request) {
                    requests.request(request);
                }
            });
        } catch (IOException e) {
            // A stream that breaks is taken up again like one that ends; opening it tells if the server is gone.
            System.getLogger(LegacyListen.class.getName()).log(System.Logger.Level.DEBUG, "the stream broke", e);
        }
    }
}
