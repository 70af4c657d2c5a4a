package dev.patchbay.endpoint.modern;

import dev.patchbay.api.call.Caller;
import dev.patchbay.ask.AskPages;
import dev.patchbay.catalog.Kind;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.endpoint.identity.CredentialWatch;
import dev.patchbay.endpoint.list.ListNews;
import dev.patchbay.endpoint.list.ListOptions;
import dev.patchbay.endpoint.list.PreparedResult;
import dev.patchbay.endpoint.list.ServedLists;
import dev.patchbay.endpoint.mapping.RefusedAnswers;
import dev.patchbay.http.HeaderName;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.http.StreamLimit;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.Implementation;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.ServerCapabilities;
import dev.patchbay.protocol.codec.ModernCodec;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.http.HeaderValue;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.http.ParamHeaders;
import dev.patchbay.protocol.lifecycle.DiscoverRequest;
import dev.patchbay.protocol.lifecycle.DiscoverResult;
import dev.patchbay.protocol.notification.SubscriptionsListenRequest;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.GetPromptRequest;
import dev.patchbay.protocol.prompt.ListPromptsRequest;
import dev.patchbay.protocol.resource.ListResourceTemplatesRequest;
import dev.patchbay.protocol.resource.ListResourcesRequest;
import dev.patchbay.protocol.resource.ReadResourceRequest;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.protocol.task.CancelTaskRequest;
import dev.patchbay.protocol.task.GetTaskRequest;
import dev.patchbay.protocol.task.TasksExtension;
import dev.patchbay.protocol.task.UpdateTaskRequest;
import dev.patchbay.protocol.tool.CallToolRequest;
import dev.patchbay.protocol.tool.ListToolsRequest;
import dev.patchbay.security.state.RequestStateSeal;
import dev.patchbay.tasks.TaskKeeper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Serves requests of revision 2026-07-28: the checks of the envelope and the headers in the order the specification
 * gives, then the method. Called on I/O threads; nothing here blocks.
 */
public final class ModernServer {
    private static final HeaderName VERSION = HeaderName.of(McpHeaders.PROTOCOL_VERSION);
    private static final HeaderName METHOD = HeaderName.of(McpHeaders.METHOD);
    private static final HeaderName NAME = HeaderName.of(McpHeaders.NAME);
    private static final Duration DISCOVER_TTL = Duration.ofMinutes(5);
    private static final ServerCapabilities CAPABILITIES = new ServerCapabilities(new ServerCapabilities.Tools(true),
            new ServerCapabilities.Resources(true, true), new ServerCapabilities.Prompts(true), true, true, Map.of(),
            Map.of(TasksExtension.ID, Map.of()));

    private final ServerCodec codec;
    private final Pipeline pipeline;
    private final ServedLists lists;
    private final PreparedResult discovered;
    private final List<String> supported;
    private final ToolHeaders toolHeaders = new ToolHeaders();
    private final ModernCalls calls;
    private final ListenStreams listens;
    private final TaskRequests tasks;

    /** Creates the server of this revision. */
    public ModernServer(Implementation identity, @Nullable String instructions, Pipeline pipeline,
            RequestStateSeal seal, ListOptions lists, ListenOptions listens, StreamLimit streams, ListNews news,
            RefusedAnswers refusals, CredentialWatch credentials, AskPages asks, TaskKeeper keeper) {
        this.codec = new ModernCodec().server(identity);
        this.pipeline = pipeline;
        this.lists = new ServedLists(codec, lists);
        this.supported = List.of(codec.revision().text());
        this.discovered = new PreparedResult(codec.encodeResult(new DiscoverResult(supported, CAPABILITIES,
                instructions, CacheHints.publicFor(DISCOVER_TTL.toMillis()), Map.of())));
        Replays replays = new Replays(codec);
        RequestStates states = new RequestStates(seal, replays, asks);
        TaskCalls taskCalls = new TaskCalls(codec, pipeline, states, replays, keeper);
        this.calls = new ModernCalls(codec, pipeline, states, refusals, taskCalls);
        this.tasks = new TaskRequests(codec, taskCalls, keeper, replays);
        this.listens = new ListenStreams(codec, pipeline, listens, streams, credentials, tasks);
        news.add(this.listens);
        keeper.onChange(this.listens::taskChanged);
    }

    /** Serves a request. */
    public void request(HttpExchange exchange, Caller caller, RpcRequest request) {
        RequestMeta meta;
        Optional<ClientRequest> decoded;
        try {
            Optional<String> disagreement = presentHeadersDisagree(exchange, request);
            if (disagreement.isPresent()) {
                refuse(exchange, 400, request.id(), RpcError.headerMismatch(disagreement.get()));
                return;
            }
            meta = codec.decodeMeta(request.params());
        } catch (InvalidParamsException e) {
            refuse(exchange, 400, request.id(), e.error());
            return;
        }
        if (!supported.contains(meta.protocolVersion())) {
            refuse(exchange, 400, request.id(),
                    RpcError.unsupportedProtocolVersion(meta.protocolVersion(), supported));
            return;
        }
        Optional<String> disagreement = headersDisagree(exchange, request);
        if (disagreement.isPresent()) {
            refuse(exchange, 400, request.id(), RpcError.headerMismatch(disagreement.get()));
            return;
        }
        try {
            decoded = codec.decodeRequest(request.method(), request.params(), meta);
            if (decoded.isEmpty()) {
                refuse(exchange, 404, request.id(), RpcError.methodNotFound(request.method()));
                return;
            }
            dispatch(exchange, caller, request.id(), decoded.get());
        } catch (InvalidParamsException e) {
            refuse(exchange, 200, request.id(), e.error());
        }
    }

    private void dispatch(HttpExchange exchange, Caller caller, RequestId id, ClientRequest request) {
        switch (request) {
            case CallToolRequest call -> callTool(exchange, caller, id, call);
            case ListToolsRequest list -> list(exchange, caller, id, Kind.TOOLS, list.cursor());
            case ListResourcesRequest list -> list(exchange, caller, id, Kind.RESOURCES, list.cursor());
            case ListResourceTemplatesRequest list -> list(exchange, caller, id, Kind.TEMPLATES, list.cursor());
            case ListPromptsRequest list -> list(exchange, caller, id, Kind.PROMPTS, list.cursor());
            case DiscoverRequest discover -> discovered.answer(exchange, id);
            case ReadResourceRequest read -> calls.readResource(exchange, caller, id, read);
            case GetPromptRequest get -> calls.getPrompt(exchange, caller, id, get);
            case CompleteRequest complete -> calls.complete(exchange, caller, id, complete);
            case SubscriptionsListenRequest listen -> listen(exchange, caller, id, listen);
            case GetTaskRequest get when TaskRequests.isDeclared(get.meta()) -> tasks.get(exchange, caller, id, get);
            case UpdateTaskRequest update when TaskRequests.isDeclared(update.meta()) ->
                    tasks.update(exchange, caller, id, update);
            case CancelTaskRequest cancel when TaskRequests.isDeclared(cancel.meta()) ->
                    tasks.cancel(exchange, caller, id, cancel);
            case GetTaskRequest undeclared -> refuseUndeclared(exchange, id);
            case UpdateTaskRequest undeclared -> refuseUndeclared(exchange, id);
            case CancelTaskRequest undeclared -> refuseUndeclared(exchange, id);
            default -> throw new IllegalStateException("the codec reads " + request.method() + ", nothing serves it");
        }
    }

    private void listen(HttpExchange exchange, Caller caller, RequestId id, SubscriptionsListenRequest listen) {
        if (listen.notifications().taskIds().isEmpty()) {
            listens.listen(exchange, caller, id, listen);
        } else if (TaskRequests.isDeclared(listen.meta())) {
            listens.listenToTasks(exchange, caller, id, listen);
        } else {
            refuseUndeclared(exchange, id);
        }
    }

    private static void refuseUndeclared(HttpExchange exchange, RequestId id) {
        refuse(exchange, 400, id, RpcError.missingClientCapability("This needs a client that declares the extension "
                + TasksExtension.ID, TasksExtension.REQUIRED));
    }

    private void list(HttpExchange exchange, Caller caller, RequestId id, Kind kind, @Nullable String cursor) {
        PreparedResult page = lists.page(kind, pipeline.view(caller), cursor)
                .orElseThrow(() -> new InvalidParamsException("cursor is none that this server gave out"));
        page.answer(exchange, id);
    }

    private void callTool(HttpExchange exchange, Caller caller, RequestId id, CallToolRequest call) {
        // A tool that is none for this caller looks as if there were none, so nothing else is checked before.
        Optional<ToolEntry> tool = calls.tool(caller, call.name());
        if (tool.isPresent()) {
            ParamHeaders headers = toolHeaders.of(tool.get());
            Optional<String> problem = headers.isEmpty()
                    ? Optional.empty()
                    : headers.disagreement(exchange::headers, call.arguments());
            if (problem.isPresent()) {
                refuse(exchange, 400, id, RpcError.headerMismatch(problem.get()));
                return;
            }
        }
        calls.callTool(exchange, caller, id, call, tool);
    }

    /** What is there must agree, before anything else is looked at. */
    private static Optional<String> presentHeadersDisagree(HttpExchange exchange, RpcRequest request) {
        String claimed = RequestMeta.claimedVersion(request.params()).orElse("");
        Optional<String> problem = claimed.isEmpty()
                ? Optional.empty()
                : differs(McpHeaders.PROTOCOL_VERSION, exchange.headers(VERSION), claimed);
        return problem.isPresent() ? problem : differs(McpHeaders.METHOD, exchange.headers(METHOD), request.method());
    }

    private static Optional<String> differs(String header, List<String> values, String expected) {
        if (values.isEmpty() || (values.size() == 1 && values.getFirst().equals(expected))) {
            return Optional.empty();
        }
        if (values.size() > 1) {
            return Optional.of("header " + header + " is there more than once");
        }
        return HeaderValue.decode(values.getFirst()).filter(expected::equals).isPresent()
                ? Optional.empty()
                : Optional.of("header " + header + " differs from the body");
    }

    private static Optional<String> headersDisagree(HttpExchange exchange, RpcRequest request) {
        return exchange.headers(VERSION).isEmpty()
                ? Optional.of("header " + McpHeaders.PROTOCOL_VERSION + " is missing")
                : McpHeaders.disagreement(request.method(), request.params(), exchange.headers(METHOD),
                        exchange.headers(NAME));
    }

    private static void refuse(HttpExchange exchange, int status, RequestId id, RpcError error) {
        exchange.answer(status, RpcWriter.error(id, error));
    }

    /** Ends all listen streams, with the result that says so. */
    public void drain() {
        listens.drain();
    }

    /** Open listen streams. */
    public int openStreams() {
        return listens.open();
    }
}
