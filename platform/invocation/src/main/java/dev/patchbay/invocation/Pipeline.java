package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.completion.CompleteResult;
import dev.patchbay.api.completion.CompletionReference;
import dev.patchbay.api.prompt.GetPromptResult;
import dev.patchbay.api.resource.ReadResourceResult;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.InstanceUnavailableException;
import dev.patchbay.catalog.InstanceUnavailableException.Reason;
import dev.patchbay.catalog.PromptEntry;
import dev.patchbay.catalog.SchemeEntry;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.AuditTrail.AuditedCall;
import dev.patchbay.invocation.AuditTrail.Recording;
import dev.patchbay.invocation.Authorizer.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of a call: look it up in the caller's view, authorize, limit, validate, record that it begins, hand it to the
 * instance's threads under a deadline, call the plugin, check the result, record the end. Every method hands a call in, returns at once, and gives the outcome to the consumer exactly
 * once: on the calling thread when the call ends before it reaches the plugin, else on a thread of the plugin or of the
 * host. The consumer must not block.
 *
 * <p>Threads: any; nothing here blocks, so I/O threads call it.
 */
public final class Pipeline {
    private static final int ATTEMPTS = 5;
    private static final RunningCall ENDED = () -> {
    };

    private final Authorizer authorizer;
    private final Limiter limiter;
    private final AuditTrail audit;
    private final PipelineOptions options;

    /**
     * Creates the pipeline.
     *
     * @param authorizer decides who sees and may call what
     * @param limiter counts calls
     * @param audit records calls
     * @param options the limits
     */
    public Pipeline(Authorizer authorizer, Limiter limiter, AuditTrail audit, PipelineOptions options) {
        this.authorizer = authorizer;
        this.limiter = limiter;
        this.audit = audit;
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
        return Optional.ofNullable(operation.find(authorizer.view(caller)));
    }

    /**
     * Returns what a client sees now.
     *
     * @param caller who asks
     * @return the view
     */
    public View view(Caller caller) {
        return authorizer.view(caller);
    }

    /**
     * Sets who is told when views may have changed for another reason than a change of the catalog.
     *
     * @param listener the listener; it must return at once
     */
    public void onViewsChanged(Runnable listener) {
        authorizer.onViewsChanged(listener);
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
     * The way of every call to its plugin, up to the record of its begin. All runs of a call that asks count once, and
     * are one record.
     */
    private <E, R> RunningCall send(Operation<E, R> operation, Invocation invocation, Consumer<Outcome<R>> outcome) {
        View view = authorizer.view(invocation.caller());
        E entry = operation.find(view);
        if (entry == null) {
            audit.denied(audited(operation, invocation, Optional.empty()), "not_enabled");
            return ended(outcome, operation.unknown());
        }
        AuditedCall audited = audited(operation, invocation, Optional.of(operation.target(entry)));
        Stop<R> stop = stop(operation, entry, invocation,
                invocation.replay().chain().isEmpty() ? limiter : Limiter.NONE);
        if (stop != null) {
            audit.denied(audited, stop.reason());
            return ended(outcome, stop.outcome());
        }
        Recording recording = audit.begin(audited);
        if (!recording.isSynced()) {
            return handOver(operation, entry, view, invocation, recording, outcome);
        }
        SuspendedCall suspended = new SuspendedCall(
                () -> endedRecorded(recording, outcome, new Outcome.Cancelled<>()));
        recording.whenSynced(problem -> suspended.resume(() -> problem.isEmpty()
                ? handOver(operation, entry, view, invocation, recording, outcome)
                : ended(outcome, operation.failed(Failure.notRecorded(problem.get())))));
        return suspended;
    }

    private static <E> AuditedCall audited(Operation<E, ?> operation, Invocation invocation, Optional<Target> target) {
        return new AuditedCall(invocation.caller(), operation.method(), operation.name(), target, operation.sent(),
                invocation.origin(), invocation.replay().chain());
    }

    /** Why a call ends before it is recorded as begun. */
    private record Stop<R>(String reason, Outcome<R> outcome) {}

    private <E, R> @Nullable Stop<R> stop(Operation<E, R> operation, E entry, Invocation invocation, Limiter counting) {
        Target target = operation.target(entry);
        switch (authorizer.decide(new Authorizer.Request(invocation.caller(), target, operation.arguments(entry)))) {
            case Decision.Allowed allowed -> {
                // go on
            }
            case Decision.MissingScopes(Set<String> scopes) -> {
                return new Stop<>("insufficient_scope", insufficientScope(scopes));
            }
            case Decision.Denied denied -> {
                return new Stop<>(denied.code(), operation.failed(Failure.denied(denied)));
            }
        }
        Optional<Limiter.Hit> hit = counting.count(invocation.caller(), target);
        if (hit.isPresent()) {
            return new Stop<>(hit.get().code(), operation.failed(Failure.limitHit(hit.get())));
        }
        try {
            operation.measureArguments(new JsonMeter(options.maxArgumentBytes()));
        } catch (JsonMeter.Exceeded e) {
            return new Stop<>("arguments_too_large",
                    operation.failed(Failure.argumentsTooLarge(options.maxArgumentBytes())));
        }
        Outcome<R> wrong = operation.checkArguments(entry);
        return wrong == null ? null : new Stop<>("invalid_arguments", wrong);
    }

    private static <R> Outcome<R> insufficientScope(Set<String> scopes) {
        List<String> sorted = scopes.stream().sorted().toList();
        return new Outcome.Refused<>(Outcome.Reason.INSUFFICIENT_SCOPE,
                "The access token lacks a scope. This needs: " + String.join(" ", sorted), Map.of("scopes", sorted));
    }

    /**
     * Hands a call to its instance; what follows there, {@link Run} does. The entry is looked up and the call is checked
     * again when its generation was replaced meanwhile, so that a swap fails no call.
     */
    private <E, R> RunningCall handOver(Operation<E, R> operation, E checked, View first, Invocation invocation,
            Recording recording, Consumer<Outcome<R>> outcome) {
        E entry = checked;
        View view = first;
        Reason reason = Reason.RETIRED;
        for (int attempt = 0; attempt < ATTEMPTS && reason == Reason.RETIRED; attempt++) {
            try {
                return new Run<>(operation, entry, view.catalog(), invocation, recording, options, outcome).handOver();
            } catch (InstanceUnavailableException e) {
                reason = e.reason();
            }
            view = authorizer.view(invocation.caller());
            E next = operation.find(view);
            Stop<R> stop = next == null
                    ? new Stop<>("not_enabled", operation.unknown())
                    : stop(operation, next, invocation, Limiter.NONE);
            if (next == null || stop != null) {
                return endedRecorded(recording, outcome, Objects.requireNonNull(stop).outcome());
            }
            entry = next;
        }
        return endedRecorded(recording, outcome, operation.failed(Failure.unavailable(reason)));
    }

    private static <R> RunningCall endedRecorded(Recording recording, Consumer<Outcome<R>> outcome, Outcome<R> how) {
        recording.end(Recorded.outcome(how), 0, Duration.ZERO);
        return ended(outcome, how);
    }

    private static <R> RunningCall ended(Consumer<Outcome<R>> outcome, Outcome<R> how) {
        outcome.accept(how);
        return ENDED;
    }
}
