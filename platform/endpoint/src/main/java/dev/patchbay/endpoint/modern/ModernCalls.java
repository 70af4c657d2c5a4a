package dev.patchbay.endpoint.modern;

import dev.patchbay.api.call.Caller;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.endpoint.mapping.InputMapping;
import dev.patchbay.endpoint.mapping.RefusedAnswers;
import dev.patchbay.endpoint.mapping.ResultMapping;
import dev.patchbay.http.HttpExchange;
import dev.patchbay.invocation.Invocation;
import dev.patchbay.invocation.Origin;
import dev.patchbay.invocation.Pipeline;
import dev.patchbay.invocation.Tasking;
import dev.patchbay.protocol.CacheHints;
import dev.patchbay.protocol.codec.ServerCodec;
import dev.patchbay.protocol.prompt.CompleteRequest;
import dev.patchbay.protocol.prompt.GetPromptRequest;
import dev.patchbay.protocol.resource.ReadResourceRequest;
import dev.patchbay.protocol.rpc.RequestId;
import dev.patchbay.protocol.tool.CallToolRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Hands the calls of modern clients to the pipeline. On I/O threads. */
final class ModernCalls {
    private final ServerCodec codec;
    private final Pipeline pipeline;
    private final RequestStates states;
    private final RefusedAnswers refusals;
    private final TaskCalls tasks;

    ModernCalls(ServerCodec codec, Pipeline pipeline, RequestStates states, RefusedAnswers refusals, TaskCalls tasks) {
        this.codec = codec;
        this.pipeline = pipeline;
        this.states = states;
        this.refusals = refusals;
        this.tasks = tasks;
    }

    /** The tool of that name if there is one for the caller. */
    Optional<ToolEntry> tool(Caller caller, String name) {
        return pipeline.tool(caller, name);
    }

    /** Calls a tool, {@code entry} if it is there. What it asks is bound to the tool that is meant. */
    void callTool(HttpExchange exchange, Caller caller, RequestId id, CallToolRequest request,
            Optional<ToolEntry> entry) {
        Pipeline.ToolCall meant = pipeline.toolCall(caller, request.name(), request.arguments());
        var target = new RequestStates.Target(caller, request.method(), meant.name(), meant.arguments(),
                meant.entry().map(ToolEntry::definitionHash).orElse(""),
                meant.entry().map(tool -> tool.definition().traits().idempotent()).orElse(false),
                entry.isPresent() && meant.entry().isPresent());
        RequestStates.Round round = states.open(target, request.inputResponses(), request.requestState());
        var call = new ModernCall<dev.patchbay.api.tool.CallToolResult>(exchange, id, request.meta(), codec, states,
                refusals, target, ResultMapping::tool);
        call.begin(round, next -> pipeline.callTool(
                invocation(exchange, caller, call, next).withTasking(TaskRequests.isDeclared(request.meta())
                        ? tasks.offer(call, caller, meant, next.replay())
                        : Tasking.NONE),
                request.name(), request.arguments(), call));
    }

    void getPrompt(HttpExchange exchange, Caller caller, RequestId id, GetPromptRequest request) {
        Optional<PromptEntry> entry = pipeline.prompt(caller, request.name());
        var target = new RequestStates.Target(caller, request.method(), request.name(), request.arguments(),
                entry.map(PromptEntry::definitionHash).orElse(""), true, entry.isPresent());
        RequestStates.Round round = states.open(target, request.inputResponses(), request.requestState());
        var call = new ModernCall<dev.patchbay.api.prompt.GetPromptResult>(exchange, id, request.meta(), codec, states,
                refusals, target, ResultMapping::prompt);
        call.begin(round, next -> pipeline.getPrompt(invocation(exchange, caller, call, next), request.name(),
                request.arguments(), call));
    }

    void readResource(HttpExchange exchange, Caller caller, RequestId id, ReadResourceRequest request) {
        Optional<InstanceRuntime> runtime = pipeline.resource(caller, request.uri()).map(SchemeEntry::runtime);
        // A resource has no definition of its own: the plugin that reads it is what a state belongs to.
        String plugin = runtime.map(served -> served.pluginId() + "\n" + served.pluginVersion()).orElse("");
        var target = new RequestStates.Target(caller, request.method(), request.uri(), Map.of(), plugin, true,
                runtime.isPresent());
        RequestStates.Round round = states.open(target, request.inputResponses(), request.requestState());
        // What nobody keeps here may change at any time, so nobody keeps it elsewhere
        AtomicLong life = new AtomicLong();
        var call = new ModernCall<dev.patchbay.api.resource.ReadResourceResult>(exchange, id, request.meta(), codec,
                states, refusals, target, result -> ResultMapping.resource(result, CacheHints.privateFor(life.get())));
        call.begin(round, next -> pipeline.readResource(invocation(exchange, caller, call, next), request.uri(), call,
                left -> life.set(left.toMillis())));
    }

    void complete(HttpExchange exchange, Caller caller, RequestId id, CompleteRequest request) {
        var target = new RequestStates.Target(caller, request.method(), request.argumentName(), Map.of(), "", true,
                true);
        var call = new ModernCall<dev.patchbay.api.completion.CompleteResult>(exchange, id, request.meta(), codec,
                states, refusals, target, ResultMapping::completion);
        call.begin(RequestStates.FIRST, next -> pipeline.complete(invocation(exchange, caller, call, next),
                ResultMapping.reference(request), request.argumentValue(), request.contextArguments(), call));
    }

    private Invocation invocation(HttpExchange exchange, Caller caller, ModernCall<?> call,
            RequestStates.Round round) {
        return new Invocation(caller, InputMapping.capabilities(call.meta().clientCapabilities()), round.replay(),
                call.events(), round.admission(), states.pages(), new Origin("http", exchange.remoteAddress()));
    }
}
