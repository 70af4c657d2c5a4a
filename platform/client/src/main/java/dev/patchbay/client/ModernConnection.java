package dev.patchbay.client;

import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.InputResponseRequest;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.ProgressToken;
import dev.patchbay.protocol.RequestMeta;
import dev.patchbay.protocol.Revision;
import dev.patchbay.protocol.codec.ClientCodec;
import dev.patchbay.protocol.http.HeaderValue;
import dev.patchbay.protocol.http.McpHeaders;
import dev.patchbay.protocol.input.InputRequest;
import dev.patchbay.protocol.input.InputRequiredResult;
import dev.patchbay.protocol.lifecycle.DiscoverRequest;
import dev.patchbay.protocol.lifecycle.DiscoverResult;
import dev.patchbay.protocol.notification.SubscriptionFilter;
import dev.patchbay.protocol.prompt.GetPromptRequest;
import dev.patchbay.protocol.resource.ReadResourceRequest;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcErrorResponse;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcResultResponse;
import dev.patchbay.protocol.task.CancelTaskRequest;
import dev.patchbay.protocol.task.GetTaskRequest;
import dev.patchbay.protocol.task.UpdateTaskRequest;
import dev.patchbay.protocol.tool.CallToolRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Talks without a session: every request says all there is to say. */
final class ModernConnection implements Connection {
    private static final int MAX_ROUNDS = 16;

    private final HttpTransport http;
    private final ClientCodec codec;
    private final RequestMeta baseMeta;
    private final InputHandlers handlers;
    private final AtomicLong lastId = new AtomicLong();
    private final ServerFacts server;
    private volatile ResponseCache cache = ResponseCache.OFF;

    private ModernConnection(HttpTransport http, ClientCodec codec, RequestMeta baseMeta, InputHandlers handlers,
            Cancellation cancellation) {
        this.http = http;
        this.codec = codec;
        this.baseMeta = baseMeta;
        this.handlers = handlers;
        DiscoverResult discovered = (DiscoverResult) exchange(new DiscoverRequest(baseMeta), nextId(), Map.of(),
                CallOptions.DEFAULT, cancellation);
        if (!discovered.supportedVersions().contains(codec.revision().text())) {
            throw new ProtocolViolationException("the server answers server/discover of revision " + codec.revision()
                    + " but supports only " + discovered.supportedVersions());
        }
        this.server = new ServerFacts(codec.serverInfo(discovered.meta()).orElse(null), discovered.capabilities(),
                discovered.instructions());
    }

    /** Asks the server who it is; the connection is good if it answers. */
    static ModernConnection open(HttpTransport http, ClientCodec codec, RequestMeta baseMeta, InputHandlers handlers,
            Cancellation cancellation) {
        return new ModernConnection(http, codec, baseMeta, handlers, cancellation);
    }

    @Override
    public Revision revision() {
        return codec.revision();
    }

    @Override
    public ServerFacts server() {
        return server;
    }

    @Override
    public McpResult send(Function<RequestMeta, ClientRequest> factory, Map<String, String> headers,
            CallOptions options, Cancellation cancellation) {
        RequestId id = nextId();
        ClientRequest request = factory.apply(metaFor(id, options));
        McpResult result = exchange(request, id, headers, options, cancellation);
        for (int round = 1; result instanceof InputRequiredResult required; round++) {
            if (round > MAX_ROUNDS || !(request instanceof InputResponseRequest asked)) {
                throw new ProtocolViolationException("the server asks again and again: "
                        + request.method() + " was not answered within " + MAX_ROUNDS + " rounds");
            }
            InputResponseRequest next = asked.withAnswers(answers(required.inputRequests()), required.requestState());
            id = nextId();
            result = exchange(withMeta(next, metaFor(id, options)), id, headers, options, cancellation);
        }
        return result;
    }

    /** What the handlers answer to questions, by their keys. */
    Map<String, Map<String, Object>> answers(Map<String, InputRequest> questions) {
        cache.asked();
        Map<String, Map<String, Object>> answers = new LinkedHashMap<>();
        for (Map.Entry<String, InputRequest> question : questions.entrySet()) {
            McpResult answer = handlers.answer(question.getValue())
                    .orElseThrow(() -> new ProtocolViolationException("the server asks for "
                            + question.getValue().method() + ", which this client did not offer"));
            answers.put(question.getKey(), codec.encodeAnswer(answer));
        }
        return answers;
    }

    private static ClientRequest withMeta(InputResponseRequest request, RequestMeta meta) {
        return switch (request) {
            case CallToolRequest call -> new CallToolRequest(call.name(), call.arguments(), call.inputResponses(),
                    call.requestState(), meta);
            case ReadResourceRequest read -> new ReadResourceRequest(read.uri(), read.inputResponses(),
                    read.requestState(), meta);
            case GetPromptRequest get -> new GetPromptRequest(get.name(), get.arguments(), get.inputResponses(),
                    get.requestState(), meta);
            default -> throw new IllegalArgumentException(request.method());
        };
    }

    private RequestMeta metaFor(RequestId id, CallOptions options) {
        return baseMeta.withProgressToken(options.onProgress() == null ? null : new ProgressToken(id.value()))
                .withLogLevel(options.onLog() == null ? null : options.logLevel());
    }

    RequestId nextId() {
        return RequestId.of(lastId.incrementAndGet());
    }

    private McpResult exchange(ClientRequest request, RequestId id, Map<String, String> headers, CallOptions options,
            Cancellation cancellation) {
        CallListeners listeners = new CallListeners(codec, options, new ProgressToken(id.value()));
        RpcResponse response;
        try (HttpReply reply = http.post(codec.encodeRequest(id, request), headersOf(request, headers),
                cancellation)) {
            if (!reply.isSuccess()) {
                throw Replies.refusal(reply);
            }
            response = Replies.response(reply, id, messages(listeners)).orElseThrow(
                    () -> new TransportException("the server closed the stream without an answer", (Throwable) null));
        } catch (IOException e) {
            throw brokenOff(e, cancellation);
        }
        return switch (response) {
            case RpcErrorResponse error -> throw new McpException(error.error(), 200);
            case RpcResultResponse result -> decode(request, result.result());
        };
    }

    /** The result of a request. */
    McpResult decode(ClientRequest request, Map<String, Object> result) {
        try {
            return codec.decodeResult(request, result);
        } catch (InvalidParamsException e) {
            throw new ProtocolViolationException(
                    "the server answered " + request.method() + " with a malformed result: " + e.getMessage(), e);
        }
    }

    static McpClientException brokenOff(IOException e, Cancellation cancellation) {
        return cancellation.isCancelled()
                ? new CallCancelledException()
                : new TransportException("the connection broke while the answer was read: " + e.getMessage(), e);
    }

    private static ServerMessages messages(CallListeners listeners) {
        return new ServerMessages() {
            @Override
            public void notification(RpcNotification notification) {
                listeners.notification(notification);
            }

            @Override
            public void request(RpcRequest request) {
                throw new ProtocolViolationException("a modern server sent the request " + request.method());
            }
        };
    }

    /** The headers that repeat what the body says. */
    Map<String, String> headersOf(ClientRequest request, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put(McpHeaders.PROTOCOL_VERSION, codec.revision().text());
        headers.put(McpHeaders.METHOD, request.method());
        String name = switch (request) {
            case CallToolRequest call -> call.name();
            case GetPromptRequest get -> get.name();
            case ReadResourceRequest read -> read.uri();
            case GetTaskRequest get -> get.taskId();
            case UpdateTaskRequest update -> update.taskId();
            case CancelTaskRequest cancel -> cancel.taskId();
            default -> null;
        };
        if (name != null) {
            headers.put(McpHeaders.NAME, HeaderValue.encode(name));
        }
        return headers;
    }

    @Override
    public void keepIn(ResponseCache responses) {
        cache = responses;
    }

    /** A notification of a subscription came. */
    void heard(RpcNotification notification) {
        cache.heard(notification);
    }

    @Override
    public Subscription listen(SubscriptionFilter filter, SubscriptionListener listener, Duration timeout) {
        return new ModernListen(this, http, codec, baseMeta).open(filter, listener, timeout);
    }

    @Override
    public void close() {
        http.close();
    }
}
