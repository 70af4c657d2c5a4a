package dev.patchbay.endpoint.modern;

import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.view.View;
import dev.patchbay.endpoint.identity.CredentialWatch;
import dev.patchbay.endpoint.list.ListNews;
import dev.patchbay.endpoint.list.SeenLists;
import dev.patchbay.http.EventStream;
import dev.patchbay.http.HttpError;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.StreamLimit;
import dev.patchbay.invocation.Pipeline;
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
import dev.patchbay.protocol.task.TaskStatusNotification;
import dev.patchbay.protocol.tool.ToolListChangedNotification;
import dev.patchbay.tasks.KeptTask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The open listen streams. Each gets what it asked for and nothing else; telling one never waits for another. Safe for
 * all threads.
 */
final class ListenStreams implements ListNews.Reader {
    private record Listen(Caller caller, RequestId id, SubscriptionFilter filter, Set<String> resources,
            SeenLists seen, EventStream stream) {}

    private final ServerCodec codec;
    private final Pipeline pipeline;
    private final ListenOptions options;
    private final StreamLimit limit;
    private final CredentialWatch credentials;
    private final TaskRequests tasks;
    private final Set<Listen> open = ConcurrentHashMap.newKeySet();
    private volatile boolean draining;

    ListenStreams(ServerCodec codec, Pipeline pipeline, ListenOptions options, StreamLimit limit,
            CredentialWatch credentials, TaskRequests tasks) {
        this.codec = codec;
        this.pipeline = pipeline;
        this.options = options;
        this.limit = limit;
        this.credentials = credentials;
        this.tasks = tasks;
    }

    int open() {
        return open.size();
    }

    /** Opens a stream that tells of tasks too, once it is known which of them are the caller's. */
    void listenToTasks(HttpExchange exchange, Caller caller, RequestId id, SubscriptionsListenRequest request) {
        exchange.answerLater();
        var _ = tasks.visible(exchange, caller, request.notifications().taskIds(), options.maxResources())
                .whenComplete((found, problem) -> exchange.goOn(() -> {
                    if (found == null) {
                        throw new IllegalStateException("The tasks to listen to could not be looked up", problem);
                    }
                    listen(exchange, caller, id, request, found.stream().map(KeptTask::id).toList());
                    var _ = tasks.changedSince(caller, found).thenAccept(changed -> changed.forEach(this::taskChanged));
                }));
    }

    void listen(HttpExchange exchange, Caller caller, RequestId id, SubscriptionsListenRequest request) {
        listen(exchange, caller, id, request, List.of());
    }

    private void listen(HttpExchange exchange, Caller caller, RequestId id, SubscriptionsListenRequest request,
            List<String> taskIds) {
        if (!exchange.acceptsEventStream()) {
            exchange.answer(406, HttpError.json("not_acceptable", "A listen stream is text/event-stream: accept it."));
            return;
        }
        if (!limit.admit(caller.id())) {
            exchange.answer(200, RpcWriter.error(id, new RpcError(ErrorCode.RATE_LIMITED,
                    StreamLimit.REFUSAL, Map.of("retryable", true))));
            return;
        }
        View view = pipeline.view(caller);
        SubscriptionFilter honoured = honoured(caller, request.notifications(), taskIds);
        EventStream stream = exchange.openStream();
        Listen listen = new Listen(caller, id, honoured, Set.copyOf(honoured.resourceSubscriptions()),
                new SeenLists(view), stream);
        byte[] first = EventStream
                .event(codec.encodeNotification(new SubscriptionsAcknowledgedNotification(honoured), id));
        // Whoever tells of a change waits for this moment, so that nothing comes before it and nothing is lost after.
        synchronized (listen) {
            open.add(listen);
            stream.send(first);
        }
        CredentialWatch.Held held = credentials.hold(caller, () -> finish(listen));
        exchange.onComplete(() -> {
            held.release();
            left(listen, caller.id());
        });
        tellChanges(listen); // of what changed since its view was taken
        exchange.forgetRequest();
        if (draining) {
            finish(listen);
        }
    }

    private void left(Listen listen, String caller) {
        open.remove(listen);
        limit.release(caller);
    }

    /** What the caller may not read, and what nobody serves, is not promised. */
    private SubscriptionFilter honoured(Caller caller, SubscriptionFilter wanted, List<String> taskIds) {
        List<String> resources = wanted.resourceSubscriptions().stream().distinct()
                .filter(uri -> pipeline.whyNotRead(caller, uri).isEmpty()).limit(options.maxResources()).toList();
        return new SubscriptionFilter(wanted.toolsListChanged(), wanted.promptsListChanged(),
                wanted.resourcesListChanged(), resources, taskIds);
    }

    @Override
    public void lookAgain() {
        open.forEach(this::tellChanges);
    }

    private void tellChanges(Listen listen) {
        Optional<? extends Caller> caller = credentials.current(listen.caller());
        if (caller.isEmpty()) {
            finish(listen);
            return;
        }
        Set<Kind> changed = listen.seen().changes(pipeline.view(caller.get()));
        SubscriptionFilter filter = listen.filter();
        if (changed.contains(Kind.TOOLS) && filter.toolsListChanged()) {
            tell(listen, new ToolListChangedNotification());
        }
        if (changed.contains(Kind.PROMPTS) && filter.promptsListChanged()) {
            tell(listen, new PromptListChangedNotification());
        }
        if ((changed.contains(Kind.RESOURCES) || changed.contains(Kind.TEMPLATES)) && filter.resourcesListChanged()) {
            tell(listen, new ResourceListChangedNotification());
        }
    }

    @Override
    public void resourceUpdated(String uri) {
        for (Listen listen : open) {
            if (listen.resources().contains(uri) && credentials.current(listen.caller())
                    .filter(caller -> pipeline.whyNotRead(caller, uri).isEmpty()).isPresent()) {
                tell(listen, new ResourceUpdatedNotification(uri));
            }
        }
    }

    /** Tells of a task whoever asked for it and may still know of it. On a thread that may be held. */
    void taskChanged(KeptTask task) {
        for (Listen listen : open) {
            if (listen.filter().taskIds().contains(task.id()) && credentials.current(listen.caller())
                    .filter(caller -> tasks.isVisible(caller, task)).isPresent()) {
                tell(listen, new TaskStatusNotification(tasks.detailed(task)));
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
