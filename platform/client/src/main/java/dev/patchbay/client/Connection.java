package dev.patchbay.client;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/** How one era talks to a server. Safe for all threads. */
sealed interface Connection extends AutoCloseable permits ModernConnection, LegacyConnection {
    Revision revision();

    ServerFacts server();

    /**
     * Sends a request and waits for its result; a question of the server is answered on the way.
     *
     * @param request makes the request, given the {@code _meta} of the era
     * @param headers further headers, for eras that have them
     */
    McpResult send(Function<RequestMeta, ClientRequest> request, Map<String, String> headers, CallOptions options,
            Cancellation cancellation);

    /** Tells this cache from now on what the server says has changed, and when someone is asked. */
    void keepIn(ResponseCache cache);

    /** Opens a stream of changes; returns once the server has said what it honours, which it must do in time. */
    Subscription listen(SubscriptionFilter filter, SubscriptionListener listener, Duration timeout);

    @Override
    void close();
}
