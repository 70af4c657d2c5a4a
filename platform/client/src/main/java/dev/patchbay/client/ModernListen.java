package dev.patchbay.client;

import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.codec.ClientCodec;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.notification.SubscriptionsListenRequest;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcErrorResponse;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** {@code subscriptions/listen}: a request whose answer is a stream that stays open. */
final class ModernListen {
    private final ModernConnection connection;
    private final HttpTransport http;
    private final ClientCodec codec;
    private final RequestMeta meta;

    ModernListen(ModernConnection connection, HttpTransport http, ClientCodec codec, RequestMeta meta) {
        this.connection = connection;
        this.http = http;
        this.codec = codec;
        this.meta = meta;
    }

    Subscription open(SubscriptionFilter filter, SubscriptionListener listener, Duration timeout) {
        Subscription subscription = new Subscription(listener);
        Thread.ofVirtual().name("mcp-client-listen").start(() -> run(filter, subscription));
        return Changes.opened(subscription, timeout);
    }

    private void run(SubscriptionFilter filter, Subscription subscription) {
        Optional<McpClientException> reason;
        try {
            reason = read(filter, subscription);
        } catch (McpClientException e) {
            reason = Optional.of(e);
        } catch (IOException e) {
            reason = Optional.of(ModernConnection.brokenOff(e, subscription.cancellation()));
        }
        subscription.ended(reason);
    }

    /** Reads until the end; empty if the server ended the subscription as it should. */
    private Optional<McpClientException> read(SubscriptionFilter filter, Subscription subscription)
            throws IOException {
        RequestId id = connection.nextId();
        SubscriptionsListenRequest request = new SubscriptionsListenRequest(filter, meta);
        try (HttpReply reply = http.post(codec.encodeRequest(id, request), connection.headersOf(request, Map.of()),
                subscription.cancellation())) {
            if (!reply.isSuccess()) {
                throw Replies.refusal(reply);
            }
            Optional<RpcResponse> end = Replies.response(reply, id, new ServerMessages() {
                @Override
                public void notification(RpcNotification notification) {
                    if (codec.subscriptionId(notification).filter(id::equals).isPresent()) {
                        connection.heard(notification);
                        Changes.tell(codec, notification, subscription);
                    }
                }

                @Override
                public void request(RpcRequest question) {
                    throw new ProtocolViolationException("a modern server sent the request " + question.method());
                }
            });
            if (end.isEmpty()) {
                return Optional.of(new TransportException("the server closed the stream", (Throwable) null));
            }
            return end.get() instanceof RpcErrorResponse error
                    ? Optional.of(new McpException(error.error(), reply.status()))
                    : Optional.empty();
        }
    }
}
