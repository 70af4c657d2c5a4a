package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.budget.ResultBudget;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call: look it up in the caller's view, authorize, limit, validate, record that it begins, hand it to the
 * instance's threads under a deadline, call the plugin, check the result, record the end. Every method hands a call in,
 * returns at once, and gives the outcome to the consumer exactly once: on the calling thread when the call ends before
 * it reaches the plugin, else on a thread of the plugin or of the host. The consumer must not block.
 *
 * <p>Threads: any; nothing here blocks, so I/O threads call it.
 */
public final class Pipeline {
    private final Stations stations;

    /**
     * Creates the pipeline.
     *
     * @param authorizer decides who sees and may call what
     * @param limiter counts calls
     * @param audit records calls
     * @param options the limits
     */
    public Pipeline(Authorizer authorizer, Limiter limiter, AuditTrail audit, PipelineOptions options) {
        this(authorizer, limiter, audit, options, PipelineParts.NONE);
    }

    /**
     * Creates the pipeline with more parts.
     *
     * @param authorizer decides who sees and may call what
     * @param limiter counts calls
     * @param audit records calls
     * @param options the limits
     * @param parts what the pipeline can do without
     */
    public Pipeline(Authorizer authorizer, Limiter limiter, AuditTrail audit, PipelineOptions options,
            PipelineParts parts) {
        this.stations = new Stations(authorizer, limiter, audit, options, parts);
    }

    /**
     * Looks a tool up, for checks that the transport makes before a call.
     *
     * @param caller who calls
     * @param name the tool as clients see it
     * @return the tool, empty if there is none or none for this caller: both look the same
     */
    public Optional<ToolEntry> tool(Caller caller, String name) {
        return view(caller).tool(name);
    }

    /**
     * Looks a prompt up.
     *
     * @param caller who calls
     * @param name the prompt as clients see it
     * @return the prompt, empty if there is none or none for this caller
     */
    public Optional<PromptEntry> prompt(Caller caller, String name) {
        return view(caller).prompt(name);
    }

    /**
     * Looks up who serves a resource.
     *
     * @param caller who calls
     * @param uri the URI as clients see it
     * @return the scheme, empty if there is none or the resource is none for this caller
     */
    public Optional<SchemeEntry> resource(Caller caller, String uri) {
        return ResultBudget.isRest(uri) ? Optional.empty() : view(caller).resource(uri);
    }

    /**
     * Returns what a client sees now.
     *
     * @param caller who asks
     * @return the view
     */
    public View view(Caller caller) {
        return stations.authorizer().view(caller);
    }

    /**
     * Sets who is told when views may have changed for another reason than a change of the catalog.
     *
     * @param listener the listener; it must return at once
     */
    public void onViewsChanged(Runnable listener) {
        stations.authorizer().onViewsChanged(listener);
    }

    /**
     * Tells why a resource would not be read now, for those who want to hear of its changes. Nothing is read, counted or
     * recorded.
     *
     * @param caller who would read it
     * @param uri the URI as clients see it
     * @return what the caller would be told, or empty if it may read it
     */
    public Optional<Outcome.Refused<?>> whyNotRead(Caller caller, String uri) {
        ResourceOperation operation = new ResourceOperation(uri);
        SchemeEntry entry = ResultBudget.isRest(uri) ? null : operation.find(view(caller)); // which never changes
        if (entry == null) {
            return refusal(operation.unknown());
        }
        return switch (stations.authorizer()
                .decide(new Authorizer.Request(caller, operation.target(entry), operation.arguments(entry)))) {
            case Authorizer.Decision.Allowed allowed -> Optional.empty();
            case Authorizer.Decision.MissingScopes missing -> refusal(Passage.insufficientScope(missing.scopes()));
            case Authorizer.Decision.Denied denied -> refusal(operation.failed(Failure.denied(denied)));
        };
    }

    private static Optional<Outcome.Refused<?>> refusal(Outcome<ReadResourceResult> outcome) {
        if (outcome instanceof Outcome.Refused<ReadResourceResult> refused) {
            return Optional.of(refused);
        }
        throw new IllegalStateException("a refused read ends in a protocol error, not in " + outcome);
    }

    /**
     * Calls a tool.
     *
     * @param invocation the call
     * @param name the tool as clients see it
     * @param arguments the arguments, JSON of JDK types
     * @param outcome where the outcome goes
     * @return the running call
     */
    public RunningCall callTool(Invocation invocation, String name, Map<String, @Nullable Object> arguments,
            Consumer<Outcome<CallToolResult>> outcome) {
        View view = view(invocation.caller());
        return send(view, ToolOperation.of(view, name, arguments), invocation, outcome);
    }

    /**
     * Gets a prompt.
     *
     * @param invocation the call
     * @param name the prompt as clients see it
     * @param arguments the arguments
     * @param outcome where the outcome goes
     * @return the running call
     */
    public RunningCall getPrompt(Invocation invocation, String name, Map<String, String> arguments,
            Consumer<Outcome<GetPromptResult>> outcome) {
        return send(view(invocation.caller()), new PromptOperation(name, arguments), invocation, outcome);
    }

    /**
     * Reads a resource.
     *
     * @param invocation the call
     * @param uri the URI as clients see it
     * @param outcome where the outcome goes
     * @return the running call
     */
    public RunningCall readResource(Invocation invocation, String uri,
            Consumer<Outcome<ReadResourceResult>> outcome) {
        return readResource(invocation, uri, outcome, life -> {
        });
    }

    /**
     * Reads a resource, for somebody who wants to know how old it may get.
     *
     * @param invocation the call
     * @param uri the URI as clients see it
     * @param outcome where the outcome goes
     * @param life told before the outcome for how long the host gives the same again; not told if it does not
     * @return the running call
     */
    public RunningCall readResource(Invocation invocation, String uri, Consumer<Outcome<ReadResourceResult>> outcome,
            Consumer<Duration> life) {
        return ResultBudget.isRest(uri)
                ? send(view(invocation.caller()),
                        new KeptPageOperation(uri, stations.parts().budget().page(invocation.caller().id(), uri)),
                        invocation, outcome)
                : send(view(invocation.caller()), new ResourceOperation(uri, life), invocation, outcome);
    }

    /**
     * Completes an argument.
     *
     * @param invocation the call
     * @param reference what is completed, as clients see it
     * @param value the text typed so far
     * @param context the arguments known already
     * @param outcome where the outcome goes
     * @return the running call
     */
    public RunningCall complete(Invocation invocation, CompletionReference reference, String value,
            Map<String, String> context, Consumer<Outcome<CompleteResult>> outcome) {
        return send(view(invocation.caller()), new CompletionOperation(reference, value, context), invocation, outcome);
    }

    private <E, R> RunningCall send(View view, Operation<E, R> operation, Invocation invocation,
            Consumer<Outcome<R>> outcome) {
        return new Passage<>(stations, operation, invocation, outcome).from(view);
    }

    /**
     * What a call of a tool means.
     *
     * @param name the tool that it calls, as the caller sees it
     * @param arguments the arguments of that tool
     * @param entry the tool, if there is one for the caller
     */
    public record ToolCall(String name, Map<String, @Nullable Object> arguments, Optional<ToolEntry> entry) {}

    /**
     * Returns what a call of a tool means: a client in search mode may call a tool through one of the host's.
     *
     * @param caller who calls
     * @param name the tool that is named in the call
     * @param arguments the arguments of the call
     * @return the tool that is called, with its own arguments
     */
    public ToolCall toolCall(Caller caller, String name, Map<String, @Nullable Object> arguments) {
        View view = view(caller);
        ToolOperation operation = ToolOperation.of(view, name, arguments);
        return new ToolCall(operation.name(), operation.sent(), Optional.ofNullable(operation.find(view)));
    }
}
