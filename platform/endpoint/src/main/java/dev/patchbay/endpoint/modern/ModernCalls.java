package dev.patchbay.endpoint.modern;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.tool.ToolTraits;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.endpoint.http.HttpExchange;
import dev.patchbay.endpoint.mapping.InputMapping;
import dev.patchbay.endpoint.mapping.ResultMapping;
import dev.patchbay.invocation.Invocation;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.invocation.Replay;
import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.GetPromptRequest;
import dev.patchbay.protocol.resource.ReadResourceRequest;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.tool.CallToolRequest;
import java.util.Map;

/** Hands the calls of modern clients to the pipeline. On I/O threads. */
final class ModernCalls {
    private final ServerCodec codec;
    private final Pipeline pipeline;
    private final RequestStates states;

    ModernCalls(ServerCodec codec, Pipeline pipeline, RequestStates states) {
        this.codec = codec;
        this.pipeline = pipeline;
        this.states = states;
    }

    void callTool(HttpExchange exchange, Caller caller, RequestId id, CallToolRequest request, Catalog catalog) {
        ToolEntry entry = catalog.tool(request.name()).orElse(null);
        ToolTraits traits = entry == null ? ToolTraits.defaults() : entry.definition().traits();
        var target = new RequestStates.Target(caller, request.method(), request.name(), request.arguments(),
                entry == null ? "" : entry.definitionHash(), traits.idempotent() || traits.readOnly());
        Replay replay = states.open(target, request.inputResponses(), request.requestState());
        var call = new ModernCall<dev.patchbay.api.tool.CallToolResult>(exchange, id, request.meta(), codec, states,
                target, ResultMapping::tool);
        call.start(pipeline.callTool(invocation(caller, call, replay), request.name(), request.arguments(), call));
    }

    void getPrompt(HttpExchange exchange, Caller caller, RequestId id, GetPromptRequest request, Catalog catalog) {
        String hash = catalog.prompt(request.name()).map(PromptEntry::definitionHash).orElse("");
        var target = new RequestStates.Target(caller, request.method(), request.name(), request.arguments(), hash,
                true);
        Replay replay = states.open(target, request.inputResponses(), request.requestState());
        var call = new ModernCall<dev.patchbay.api.prompt.GetPromptResult>(exchange, id, request.meta(), codec,
                states, target, ResultMapping::prompt);
        call.start(pipeline.getPrompt(invocation(caller, call, replay), request.name(), request.arguments(), call));
    }

    void readResource(HttpExchange exchange, Caller caller, RequestId id, ReadResourceRequest request) {
        var target = new RequestStates.Target(caller, request.method(), request.uri(), Map.of(), "", true);
        Replay replay = states.open(target, request.inputResponses(), request.requestState());
        // What a plugin reads may change at any time, so nobody keeps it.
        var call = new ModernCall<dev.patchbay.api.resource.ReadResourceResult>(exchange, id, request.meta(), codec,
                states, target, result -> ResultMapping.resource(result, CacheHints.NONE));
        call.start(pipeline.readResource(invocation(caller, call, replay), request.uri(), call));
    }

    void complete(HttpExchange exchange, Caller caller, RequestId id, CompleteRequest request) {
        var target = new RequestStates.Target(caller, request.method(), request.argumentName(), Map.of(), "", true);
        var call = new ModernCall<dev.patchbay.api.completion.CompleteResult>(exchange, id, request.meta(), codec,
                states, target, ResultMapping::completion);
        call.start(pipeline.complete(invocation(caller, call, Replay.first()), ResultMapping.reference(request),
                request.argumentValue(), request.contextArguments(), call));
    }

    private static Invocation invocation(Caller caller, ModernCall<?> call, Replay replay) {
        return new Invocation(caller, InputMapping.capabilities(call.meta().clientCapabilities()), replay,
                call.events());
    }
}
