package dev.patchbay.endpoint.legacy;

import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.Kind;
import dev.patchbay.endpoint.list.PreparedResult;
import dev.patchbay.endpoint.mapping.ResultMapping;
import dev.patchbay.invocation.Outcome;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.ClientRequest;
import dev.patchbay.protocol.EmptyResult;
import dev.patchbay.protocol.InvalidParamsException;
import dev.patchbay.protocol.McpNotification;
import dev.patchbay.protocol.McpResult;
import dev.patchbay.protocol.lifecycle.CancelledNotification;
import dev.patchbay.protocol.lifecycle.PingRequest;
import dev.patchbay.protocol.notification.SetLevelRequest;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.GetPromptRequest;
import dev.patchbay.protocol.prompt.ListPromptsRequest;
import dev.patchbay.protocol.resource.ListResourceTemplatesRequest;
import dev.patchbay.protocol.resource.ListResourcesRequest;
import dev.patchbay.protocol.resource.ReadResourceRequest;
import dev.patchbay.protocol.resource.SubscribeRequest;
import dev.patchbay.protocol.resource.UnsubscribeRequest;
import dev.patchbay.protocol.rpc.ErrorCode;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.rpc.RpcBatch;
import dev.patchbay.protocol.rpc.RpcError;
import dev.patchbay.protocol.rpc.RpcErrorResponse;
import dev.patchbay.protocol.rpc.RpcMessage;
import dev.patchbay.protocol.rpc.RpcNotification;
import dev.patchbay.protocol.rpc.RpcRequest;
import dev.patchbay.protocol.rpc.RpcResponse;
import dev.patchbay.protocol.rpc.RpcResultResponse;
import dev.patchbay.protocol.rpc.RpcWriter;
import dev.patchbay.protocol.tool.CallToolRequest;
import dev.patchbay.protocol.tool.ListToolsRequest;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the requests of a session, whatever its revision. On I/O threads. */
final class LegacyRequests {
    private static final Logger LOG = LoggerFactory.getLogger(LegacyRequests.class);

    private final Pipeline pipeline;
    private final CallParts parts;

    LegacyRequests(Pipeline pipeline, CallParts parts) {
        this.pipeline = pipeline;
        this.parts = parts;
    }

    /** One request on its way. */
    private record Context(Reply reply, LegacySession session, Caller caller, RequestId id) {
        void answer(McpResult result) {
            reply.answer(session.revision().codec().encodeResponse(id, result));
        }

        void refuse(RpcError error) {
            reply.answer(RpcWriter.error(id, error));
        }
    }

    void serve(Reply reply, LegacySession session, Caller caller, RpcRequest request) {
        Context context = new Context(reply, session, caller, request.id());
        try {
            Optional<ClientRequest> decoded = session.revision().codec().decodeRequest(request);
            if (decoded.isEmpty()) {
                context.refuse(RpcError.methodNotFound(request.method()));
            } else {
                dispatch(context, decoded.get());
            }
        } catch (InvalidParamsException e) {
            context.refuse(e.error());
        }
    }

    /** Takes one of several messages; of a notification that is malformed nobody can be told. */
    void take(Supplier<Reply> reply, LegacySession session, Caller caller, RpcMessage message) {
        switch (message) {
            case RpcRequest request -> serve(reply.get(), session, caller, request);
            case RpcNotification notification -> {
                try {
                    take(session, notification);
                } catch (InvalidParamsException e) {
                    LOG.debug("A notification {} is malformed: {}", notification.method(), e.getMessage());
                }
            }
            case RpcResponse response -> take(session, response);
            case RpcBatch nested -> throw new IllegalStateException("a batch in a batch is no message");
        }
    }

    /**
     * Takes a notification of the client.
     *
     * @throws InvalidParamsException if it is malformed
     */
    static void take(LegacySession session, RpcNotification notification) {
        Optional<McpNotification> decoded = session.revision().codec().decodeNotification(notification);
        if (decoded.isPresent() && decoded.get() instanceof CancelledNotification cancelled) {
            session.cancel(cancelled.requestId());
        }
    }

    /** Takes an answer of the client to a question of ours. */
    static void take(LegacySession session, RpcResponse response) {
        RequestId question = switch (response) {
            case RpcResultResponse given -> given.id();
            case RpcErrorResponse refused -> refused.id();
        };
        if (question != null) {
            session.answer(question, response);
        }
    }

    private void dispatch(Context context, ClientRequest request) {
        switch (request) {
            case CallToolRequest call -> call(context, request, true,
                    (invocation, outcome) -> pipeline.callTool(invocation, call.name(), call.arguments(), outcome),
                    ResultMapping::tool);
            case GetPromptRequest get -> call(context, request, false,
                    (invocation, outcome) -> pipeline.getPrompt(invocation, get.name(), get.arguments(), outcome),
                    ResultMapping::prompt);
            case ReadResourceRequest read -> call(context, request, false,
                    (invocation, outcome) -> pipeline.readResource(invocation, read.uri(), outcome),
                    (dev.patchbay.api.resource.ReadResourceResult result) -> ResultMapping.resource(result,
                            CacheHints.NONE));
            case CompleteRequest complete -> call(context, request, false,
                    (invocation, outcome) -> pipeline.complete(invocation, ResultMapping.reference(complete),
                            complete.argumentValue(), complete.contextArguments(), outcome),
                    ResultMapping::completion);
            case ListToolsRequest list -> list(context, Kind.TOOLS, list.cursor());
            case ListPromptsRequest list -> list(context, Kind.PROMPTS, list.cursor());
            case ListResourcesRequest list -> list(context, Kind.RESOURCES, list.cursor());
            case ListResourceTemplatesRequest list -> list(context, Kind.TEMPLATES, list.cursor());
            case PingRequest ping -> context.answer(EmptyResult.INSTANCE);
            case SetLevelRequest set -> {
                context.session().level(set.level());
                context.answer(EmptyResult.INSTANCE);
            }
            case SubscribeRequest subscribe -> subscribe(context, subscribe.uri());
            case UnsubscribeRequest unsubscribe -> {
                context.session().unsubscribe(unsubscribe.uri());
                context.answer(EmptyResult.INSTANCE);
            }
            default -> context.refuse(RpcError.methodNotFound(request.method()));
        }
    }

    private <R> void call(Context context, ClientRequest request, boolean isTool, LegacyCall.Start<R> start,
            Function<R, McpResult> mapping) {
        LegacyCall<R> call = new LegacyCall<>(context.reply(), context.session(), context.caller(), context.id(),
                request.meta(), parts, isTool, start, mapping);
        if (context.session().isFull()) {
            context.refuse(RpcError.of(ErrorCode.LEGACY_RATE_LIMITED,
                    "Too many calls of this session are running or wait for an answer: let one of them end first"));
        } else if (context.session().begin(context.id(), call)) {
            call.begin();
        } else {
            context.refuse(RpcError.of(ErrorCode.INVALID_REQUEST,
                    "A request with the id " + context.id() + " is still running in this session"));
        }
    }

    private void list(Context context, Kind kind, @Nullable String cursor) {
        PreparedResult page = context.session().revision().lists().page(kind, pipeline.view(context.caller()), cursor)
                .orElseThrow(() -> new InvalidParamsException("cursor is none that this server gave out"));
        context.reply().answer(context.id(), page);
    }

    private void subscribe(Context context, String uri) {
        Optional<Outcome.Refused<?>> refused = pipeline.whyNotRead(context.caller(), uri);
        if (refused.isPresent()) {
            context.reply().refuse(context.id(), refused.get(), context.session().revision().codec().revision());
        } else if (context.session().subscribe(uri)) {
            context.answer(EmptyResult.INSTANCE);
        } else {
            context.refuse(RpcError.of(ErrorCode.LEGACY_RATE_LIMITED,
                    "This session watches too many resources: unsubscribe from one first"));
        }
    }
}
