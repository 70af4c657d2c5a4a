package dev.patchbay.invocation;

import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.Catalog;
import dev.patchbay.catalog.CatalogRegistry;
import dev.patchbay.catalog.CompletionEntry;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.schema.CompiledSchema.Violation;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private static final int LOOKUPS = 5;
    private static final RunningCall ENDED = () -> {
    };

    private final CatalogRegistry registry;
    private final Authorizer authorizer;
    private final PipelineOptions options;
    private final ResultCheck results;

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
        this.results = new ResultCheck(options.maxResultBytes());
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
        Way<ToolEntry, CallToolResult> way = new Way<>(catalog -> catalog.tool(name), ToolEntry::runtime,
                Authorizer.Target.Kind.TOOL, name,
                new Outcome.Refused<>(Outcome.Reason.UNKNOWN_TOOL, "Unknown tool: " + name, Map.of()), outcome);
        return way.go(invocation, tool -> {
            List<Violation> violations = tool.input().check(arguments);
            if (!violations.isEmpty()) {
                return way.ended(new Outcome.Completed<>(ToolFailures.invalidArguments(violations)));
            }
            Duration declared = tool.definition().traits().deadline();
            Duration limit = declared.isZero() ? options.defaultDeadline() : declared;
            String label = "tools/call " + name;
            String instance = tool.runtime().instance();
            CallContext call = new CallContext(invocation, arguments, limit, instance, true);
            Run<CallToolResult> run = new Run<>(label, call,
                    context -> linked(instance, results.check(tool, tool.handler().call(context))),
                    new ToolFailures(instance, label, limit), outcome);
            return way.submit(tool.runtime(), run, limit,
                    reason -> new Outcome.Completed<>(ToolFailures.unavailable(reason)));
        });
    }

    private CallToolResult linked(String instance, CallToolResult result) {
        return ResultLinks.matterTo(result)
                ? ResultLinks.of(registry.current(), instance).translate(result)
                : result;
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
        Way<PromptEntry, GetPromptResult> way = new Way<>(catalog -> catalog.prompt(name), PromptEntry::runtime,
                Authorizer.Target.Kind.PROMPT, name,
                new Outcome.Refused<>(Outcome.Reason.UNKNOWN_PROMPT, "Unknown prompt: " + name, Map.of()), outcome);
        return way.go(invocation, prompt -> {
            Optional<String> problem = PromptArguments.problem(prompt.definition(), arguments);
            if (problem.isPresent()) {
                return way.ended(new Outcome.Refused<>(Outcome.Reason.INVALID_PARAMS, problem.get(), Map.of()));
            }
            String instance = prompt.runtime().instance();
            return way.call(invocation, prompt.runtime(), "prompts/get " + name, new HashMap<>(arguments), true,
                    call -> ResultLinks.of(registry.current(), instance)
                            .translate(results.check(prompt.handler().get(call))));
        });
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
        Way<SchemeEntry, ReadResourceResult> way = new Way<>(catalog -> catalog.scheme(uri), SchemeEntry::runtime,
                Authorizer.Target.Kind.RESOURCE, uri, RequestFailures.resourceNotFound(uri), outcome);
        return way.go(invocation,
                scheme -> way.call(invocation, scheme.runtime(), "resources/read " + uri, Map.of(), true,
                        call -> ResultLinks.of(registry.current(), scheme.runtime().instance())
                                .translate(results.check(scheme.connector().read(scheme.toOwn(uri), call)))));
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
        String name = switch (reference) {
            case CompletionReference.OfPrompt prompt -> prompt.prompt();
            case CompletionReference.OfTemplate template -> template.uriTemplate();
        };
        Way<CompletionEntry, CompleteResult> way = new Way<>(catalog -> catalog.completion(reference),
                CompletionEntry::runtime, Authorizer.Target.Kind.COMPLETION, name, unknown(reference, name), outcome);
        return way.go(invocation,
                completion -> way.call(invocation, completion.runtime(), "completion/complete " + name, Map.of(), false,
                        call -> completion.handler().complete(value, context, call)));
    }

    private Outcome<CompleteResult> unknown(CompletionReference reference, String name) {
        Catalog catalog = registry.current();
        boolean isKnown = switch (reference) {
            case CompletionReference.OfPrompt prompt -> catalog.prompt(name).isPresent();
            case CompletionReference.OfTemplate template -> catalog.template(name).isPresent();
        };
        return isKnown
                ? new Outcome.Completed<>(CompleteResult.of(List.of()))
                : new Outcome.Refused<>(Outcome.Reason.UNKNOWN_REFERENCE, "Nothing to complete is named " + name,
                        Map.of());
    }

    /**
     * One call on its way to an entry. The entry is looked up again when its generation was replaced between the look-up
     * and the hand-over, so that a swap fails no call.
     */
    private final class Way<E, R> {
        private final Function<Catalog, Optional<E>> lookUp;
        private final Function<E, InstanceRuntime> runtime;
        private final Authorizer.Target.Kind kind;
        private final String name;
        private final Outcome<R> unknown;
        private final Consumer<Outcome<R>> outcome;

        private Way(Function<Catalog, Optional<E>> lookUp, Function<E, InstanceRuntime> runtime,
                Authorizer.Target.Kind kind, String name, Outcome<R> unknown, Consumer<Outcome<R>> outcome) {
            this.lookUp = lookUp;
            this.runtime = runtime;
            this.kind = kind;
            this.name = name;
            this.unknown = unknown;
            this.outcome = outcome;
        }

        /** Returns the running call, or empty if the entry's generation was replaced meanwhile. */
        private interface HandOver<E> {
            Optional<RunningCall> to(E entry);
        }

        private RunningCall go(Invocation invocation, HandOver<E> handOver) {
            for (int attempt = 0; attempt < LOOKUPS; attempt++) {
                Optional<E> entry = lookUp.apply(registry.current());
                if (entry.isEmpty() || isRefused(invocation, entry.get())) {
                    outcome.accept(unknown);
                    return ENDED;
                }
                Optional<RunningCall> running = handOver.to(entry.get());
                if (running.isPresent()) {
                    return running.get();
                }
            }
            outcome.accept(kind == Authorizer.Target.Kind.TOOL
                    ? unavailable(InstanceUnavailableException.Reason.RETIRED)
                    : RequestFailures.unavailable(InstanceUnavailableException.Reason.RETIRED));
            return ENDED;
        }

        @SuppressWarnings("unchecked") // a way to a tool ends in a CallToolResult
        private Outcome<R> unavailable(InstanceUnavailableException.Reason reason) {
            return (Outcome<R>) new Outcome.Completed<>(ToolFailures.unavailable(reason));
        }

        private boolean isRefused(Invocation invocation, E entry) {
            return authorizer.refuse(invocation.caller(),
                    new Authorizer.Target(kind, name, runtime.apply(entry).instance())).isPresent();
        }

        private Optional<RunningCall> ended(Outcome<R> how) {
            outcome.accept(how);
            return Optional.of(ENDED);
        }

        private Optional<RunningCall> call(Invocation invocation, InstanceRuntime target, String label,
                Map<String, @Nullable Object> arguments, boolean mayAsk, Run.Body<R> body) {
            Duration limit = options.defaultDeadline();
            CallContext call = new CallContext(invocation, arguments, limit, target.instance(), mayAsk);
            Run<R> run = new Run<>(label, call, body, new RequestFailures<>(target.instance(), label, limit), outcome);
            return submit(target, run, limit, RequestFailures::unavailable);
        }

        private Optional<RunningCall> submit(InstanceRuntime target, Run<R> run, Duration limit,
                Function<InstanceUnavailableException.Reason, Outcome<R>> unavailable) {
            try {
                run.startedAs(target.submit(run, limit));
                return Optional.of(run);
            } catch (InstanceUnavailableException e) {
                return e.reason() == InstanceUnavailableException.Reason.RETIRED
                        ? Optional.empty()
                        : ended(unavailable.apply(e.reason()));
            }
        }
    }
}
