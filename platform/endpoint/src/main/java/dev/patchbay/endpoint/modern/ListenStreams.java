package dev.patchbay.endpoint.modern;

import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogListener;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.Kind;
import dev.patchbay.http.EventStream;
import dev.patchbay.http.HttpError;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.StreamLimit;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.notification.SubscriptionsAcknowledgedNotification;
import dev.patchbay.protocol.notification.SubscriptionsListenRequest;
import dev.patchbay.protocol.notification.SubscriptionsListenResult;
import dev.patchbay.protocol.prompt.PromptListChangedNotification;
import dev.patchbay.protocol.resource.ResourceListChangedNotification;
import dev.patchbay.protocol.resource.ResourceUpdatedNotification;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.protocol.tool.ToolListChangedNotification;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open listen streams. Each gets what it asked for and nothing else; telling one never waits for another. Safe for
 * all threads.
 */
final class ListenStreams implements CatalogListener {
    private record Listen(RequestId id, SubscriptionFilter filter, Set<String> resources, EventStream stream) {}

    private final ServerCodec codec;
    private final CatalogRegistry catalogs;
    private final ListenOptions options;
    private final StreamLimit limit;
    private final Set<Listen> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    ListenStreams(ServerCodec codec, CatalogRegistry catalogs, ListenOptions options,
            StreamLimit limit) {
        this.codec = codec;
        this.catalogs = catalogs;
        this.options = options;
        this.limit = limit;
    }

    int open() {
        return open.size();
    }

    void listen(HttpExchange exchange, Caller caller, RequestId id, SubscriptionsListenRequest request) {
        if (!exchange.acceptsEventStream()) {
            exchange.answer(406, HttpError.json("not_acceptable", "A listen stream is text/event-stream: accept it."));
            return;
        }
        if (!limit.admit(caller.id())) {
            exchange.answer(200, RpcWriter.error(id, new RpcError(ErrorCode.RATE_LIMITED,
                    StreamLimit.REFUSAL, Map.of("retryable", true))));
            return;
        }
        SubscriptionFilter honoured = honoured(request.notifications());
        EventStream stream = exchange.openStream();
        Listen listen = new Listen(id, honoured, new HashSet<>(honoured.resourceSubscriptions()), stream);
        exchange.onComplete(() -> left(listen, caller.id()));
        byte[] first = EventStream
                .event(codec.encodeNotification(new SubscriptionsAcknowledgedNotification(honoured), id));
        // Whoever tells of a change waits for this moment, so that nothing comes before it and nothing is lost after.
        synchronized (listen) {
            open.add(listen);
            stream.send(first);
        }
        if (draining) {
            finish(listen);
        }
    }

    private void left(Listen listen, String caller) {
        open.remove(listen);
        limit.release(caller);
    }

    /** Resources of a scheme that nobody serves can never change, so they are not promised. */
    private SubscriptionFilter honoured(SubscriptionFilter wanted) {
        Catalog catalog = catalogs.current();
        List<String> resources = wanted.resourceSubscriptions().stream().distinct()
                .filter(uri -> catalog.scheme(uri).isPresent()).limit(options.maxResources()).toList();
        return new SubscriptionFilter(wanted.toolsListChanged(), wanted.promptsListChanged(),
                wanted.resourcesListChanged(), resources);
    }

    @Override
    public void listsChanged(Catalog catalog, Set<Kind> changed) {
        boolean tools = changed.contains(Kind.TOOLS);
        boolean prompts = changed.contains(Kind.PROMPTS);
        boolean resources = changed.contains(Kind.RESOURCES) || changed.contains(Kind.TEMPLATES);
        for (Listen listen : open) {
            SubscriptionFilter filter = listen.filter();
            if (tools && filter.toolsListChanged()) {
                tell(listen, new ToolListChangedNotification());
            }
            if (prompts && filter.promptsListChanged()) {
                tell(listen, new PromptListChangedNotification());
            }
            if (resources && filter.resourcesListChanged()) {
                tell(listen, new ResourceListChangedNotification());
            }
        }
    }

    @Override
    public void resourceUpdated(String uri) {
        for (Listen listen : open) {
            if (listen.resources().contains(uri)) {
                tell(listen, new ResourceUpdatedNotification(uri));
            }
        }
    }

    private void tell(Listen listen, McpNotification notification) {
        byte[] event = EventStream.event(codec.encodeNotification(notification, listen.id()));
        synchronized (listen) {
            listen.stream().send(event);
        }
    }

    void drain() {
        draining = true;
        open.forEach(this::finish);
    }

    private void finish(Listen listen) {
        byte[] result = EventStream
                .event(codec.encodeResponse(listen.id(), new SubscriptionsListenResult(listen.id(), Map.of())));
        synchronized (listen) {
            listen.stream().send(result);
            listen.stream().end();
        }
        open.remove(listen);
    }
}
