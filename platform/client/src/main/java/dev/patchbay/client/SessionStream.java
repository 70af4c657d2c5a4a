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
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The one stream of a legacy session that belongs to no call: changes and questions of the server come on it. It is opened
 * when someone listens, or at once where questions are answered, and taken up again when it ends. Safe for all threads.
 */
final class SessionStream {
    private static final System.Logger LOG = System.getLogger(SessionStream.class.getName());
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
    private static final int NO_STREAM = 405;
    /** No response belongs on this stream; an id no request of this client has. */
    private static final RequestId NONE = RequestId.of("none");

    private final LegacyConnection connection;
    private final HttpTransport http;
    private final boolean answersQuestions;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Cancellation running;
    private boolean open;

    /** A subscription, and what of it the server honours. */
    private record Listener(Subscription subscription, SubscriptionFilter honoured) {
        void opened() {
            subscription.acknowledgement().complete(honoured);
        }
    }

    SessionStream(LegacyConnection connection, HttpTransport http, boolean answersQuestions) {
        this.connection = connection;
        this.http = http;
        this.answersQuestions = answersQuestions;
    }

    /** Opens the stream if questions of the server are answered; not every server has one. */
    void openForQuestions() {
        if (answersQuestions) {
            start();
        }
    }

    Subscription listen(SubscriptionFilter filter, SubscriptionListener listener, Duration timeout) {
        Subscription subscription = new Subscription(listener);
        Listener entry = new Listener(subscription, honoured(filter));
        listeners.add(entry);
        subscription.cancellation().onCancel(() -> remove(entry));
        start();
        Changes.opened(subscription, timeout);
        try {
            for (String uri : entry.honoured().resourceSubscriptions()) {
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

    private SubscriptionFilter honoured(SubscriptionFilter filter) {
        ServerCapabilities offered = connection.server().capabilities();
        ServerCapabilities.Tools tools = offered.tools();
        ServerCapabilities.Prompts prompts = offered.prompts();
        ServerCapabilities.Resources resources = offered.resources();
        return new SubscriptionFilter(filter.toolsListChanged() && tools != null && tools.listChanged(),
                filter.promptsListChanged() && prompts != null && prompts.listChanged(),
                filter.resourcesListChanged() && resources != null && resources.listChanged(),
                resources != null && resources.subscribe() ? filter.resourceSubscriptions() : List.of());
    }

    private void unsubscribe(String uri) {
        Thread.ofVirtual().name("mcp-client-unsubscribe").start(() -> {
            try {
                connection.send(meta -> new UnsubscribeRequest(uri, meta), Map.of(), CallOptions.DEFAULT,
                        new Cancellation());
            } catch (McpClientException e) {
                LOG.log(System.Logger.Level.DEBUG, "unsubscribing", e);
            }
        });
    }

    private void remove(Listener entry) {
        listeners.remove(entry);
        entry.subscription().ended(Optional.empty());
        if (listeners.isEmpty() && !answersQuestions) {
            stop();
        }
    }

    /** The session was begun anew: what was subscribed to in the old one is gone. */
    void renew() {
        stop();
        endAll(new TransportException("the server has forgotten the session and its subscriptions", (Throwable) null));
        openForQuestions();
    }

    /** Ends the stream and all subscriptions. */
    void close() {
        stop();
        for (Listener listener : List.copyOf(listeners)) {
            listener.subscription().close();
        }
    }

    private void stop() {
        Cancellation toEnd;
        synchronized (this) {
            toEnd = running;
            running = null;
        }
        if (toEnd != null) {
            toEnd.cancel();
        }
    }

    private synchronized void start() {
        if (running == null) {
            Cancellation cancellation = new Cancellation();
            running = cancellation;
            open = false;
            Thread.ofVirtual().name("mcp-client-session").start(() -> run(cancellation));
        } else if (open) {
            listeners.forEach(Listener::opened);
        }
    }

    private synchronized void opened(Cancellation cancellation) {
        if (cancellation.equals(running)) {
            open = true;
            listeners.forEach(Listener::opened);
        }
    }

    private void run(Cancellation cancellation) {
        try {
            String lastId = null;
            while (!cancellation.isCancelled()) {
                lastId = read(cancellation, lastId);
            }
        } catch (McpClientException e) {
            failed(cancellation, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(Cancellation cancellation, McpClientException reason) {
        synchronized (this) {
            if (!cancellation.equals(running)) {
                return;
            }
            running = null;
        }
        LOG.log(System.Logger.Level.DEBUG, "the session's stream ended", reason);
        endAll(reason);
    }

    private void endAll(McpClientException reason) {
        for (Listener listener : List.copyOf(listeners)) {
            listener.subscription().ended(Optional.of(reason));
        }
    }

    /** Reads until the server closes the stream; gives the id to go on with. */
    private @Nullable String read(Cancellation cancellation, @Nullable String lastId) throws InterruptedException {
        Map<String, String> headers = new LinkedHashMap<>(connection.sessionHeaders());
        if (lastId != null) {
            headers.put(McpHeaders.LAST_EVENT_ID, lastId);
        }
        SseReader events;
        try (HttpReply reply = http.get(headers, cancellation)) {
            if (reply.status() == NO_STREAM) {
                throw new TransportException("the server has no stream of changes", reply.status());
            }
            if (!reply.isSuccess()) {
                throw Replies.refusal(reply);
            }
            opened(cancellation);
            events = reply.events();
            readAll(events, cancellation);
        }
        cancellation.pause(events.retry().orElse(DEFAULT_RETRY));
        return events.lastId().orElse(lastId);
    }

    private void readAll(SseReader events, Cancellation cancellation) {
        LegacyMessages requests = new LegacyMessages(connection, null, cancellation);
        try {
            Replies.fromStream(events, NONE, new ServerMessages() {
                @Override
                public void notification(RpcNotification notification) {
                    connection.cache().heard(notification);
                    for (Listener listener : listeners) {
                        Changes.tell(connection.codec(), notification, listener.subscription());
                    }
                }

                @Override
                public void request(RpcRequest request) {
                    requests.request(request);
                }
            });
        } catch (IOException e) {
            // A stream that breaks is taken up again like one that ends; opening it tells if the server is gone.
            LOG.log(System.Logger.Level.DEBUG, "the session's stream broke", e);
        }
    }
}
