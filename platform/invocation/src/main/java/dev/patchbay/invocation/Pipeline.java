package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.InstanceUnavailableException.Reason;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.ToolEntry;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call: look it up, authorize, validate, hand it to the instance's threads under a deadline, call the
 * plugin, check the result. Every method hands a call in, returns at once, and gives the outcome to the consumer exactly
 * once: on the calling thread when the call ends before it reaches the plugin, else on a thread of the plugin or of the
 * host. The consumer must not block.
 *
 * <p>Threads: any; nothing here blocks, so I/O threads call it.
 */
public final class Pipeline {
    private static final int LOOK_UPS = 5;
    private static final RunningCall ENDED = () -> {
    };

    private final CatalogRegistry registry;
    private final Authorizer authorizer;
    private final PipelineOptions options;

    /**
     * Creates the pipeline.
     *
     * @param registry where entries are looked up
     * @param authorizer decides on every call
     * @param options the limits
     */
    public Pipeline(CatalogRegistry registry, Authorizer authorizer, PipelineOptions options) {
        this.registry = registry;
        this.authorizer = authorizer;
        this.options = options;
    }

    /**
     * Looks a tool up, for checks that the transport makes before a call.
     *
     * @param caller who calls
     * @param name the tool as clients see it
     * @return the tool, empty if there is none or none for this caller: both look the same
     */
    public Optional<ToolEntry> tool(Caller caller, String name) {
        return find(new ToolOperation(name, Map.of()), caller);
    }

    /**
     * Looks a prompt up.
     *
     * @param caller who calls
     * @param name the prompt as clients see it
     * @return the prompt, empty if there is none or none for this caller
     */
    public Optional<PromptEntry> prompt(Caller caller, String name) {
        return find(new PromptOperation(name, Map.of()), caller);
    }

    /**
     * Looks up who serves a resource.
     *
     * @param caller who calls
     * @param uri the URI as clients see it
     * @return the scheme, empty if there is none or the resource is none for this caller
     */
    public Optional<SchemeEntry> resource(Caller caller, String uri) {
        return find(new ResourceOperation(uri), caller);
    }

    private <E> Optional<E> find(Operation<E, ?> operation, Caller caller) {
        E entry = operation.find(registry.current());
        return entry == null || isRefused(caller, operation, entry) ? Optional.empty() : Optional.of(entry);
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
        return send(new ToolOperation(name, arguments), invocation, outcome);
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
        return send(new PromptOperation(name, arguments), invocation, outcome);
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
        return send(new ResourceOperation(uri), invocation, outcome);
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
        return send(new CompletionOperation(reference, value, context), invocation, outcome);
    }

    /**
     * The way of every call to its plugin; what follows there, {@link Run} does. The entry is looked up again when its
     * generation was replaced between the look-up and the hand-over, so that a swap fails no call.
     */
    private <E, R> RunningCall send(Operation<E, R> operation, Invocation invocation, Consumer<Outcome<R>> outcome) {
        for (int lookUp = 0; lookUp < LOOK_UPS; lookUp++) {
            Catalog catalog = registry.current();
            E entry = operation.find(catalog);
            if (entry == null || isRefused(invocation.caller(), operation, entry)) {
                return ended(outcome, operation.unknown());
            }
            Outcome<R> end = limit(operation);
            if (end == null) {
                end = operation.checkArguments(entry);
            }
            if (end != null) {
                return ended(outcome, end);
            }
            Run<E, R> run = new Run<>(operation, entry, catalog, invocation, options, outcome);
            try {
                return run.handOver();
            } catch (InstanceUnavailableException e) {
                if (e.reason() != Reason.RETIRED) {
                    return ended(outcome, operation.failed(Failure.unavailable(e.reason())));
                }
            }
        }
        return ended(outcome, operation.failed(Failure.unavailable(Reason.RETIRED)));
    }

    private <E> boolean isRefused(Caller caller, Operation<E, ?> operation, E entry) {
        return authorizer.refuse(caller, operation.target(entry)).isPresent();
    }

    private <R> @Nullable Outcome<R> limit(Operation<?, R> operation) {
        try {
            operation.measureArguments(new JsonMeter(options.maxArgumentBytes()));
            return null;
        } catch (JsonMeter.Exceeded e) {
            return operation.failed(Failure.argumentsTooLarge(options.maxArgumentBytes()));
        }
    }

    private static <R> RunningCall ended(Consumer<Outcome<R>> outcome, Outcome<R> end) {
        outcome.accept(end);
        return ENDED;
    }
}
