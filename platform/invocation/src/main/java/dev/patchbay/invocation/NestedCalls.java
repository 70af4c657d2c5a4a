package dev.patchbay.invocation;

import dev.patchbay.api.call.CallCancelledException;
import dev.patchbay.api.call.ClientCapabilities;
import dev.patchbay.api.grant.ToolAccess;
import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.search.Forward;
import dev.patchbay.catalog.view.View;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls of other tools that a call makes, each on the way of every call, as the same client.
 *
 * @param stations what calls pass
 * @param invocation the call that makes them
 * @param runtime where that call runs
 * @param self the tool that is called by it, as in the catalog
 */
record NestedCalls(Stations stations, Invocation invocation, InstanceRuntime runtime, String self) {
    private static final int MAX_DEPTH = 4;
    private static final Duration AFTER_THE_END = Duration.ofMillis(500);
    static final ClientCapabilities NOBODY_TO_ASK = new Capabilities(false, false, false);

    private record Capabilities(boolean elicitation, boolean sampling, boolean roots) implements ClientCapabilities {}

    /** The tools as a call sees them. */
    ToolAccess of(CallContext call) {
        return (name, arguments) -> call(call, name, arguments);
    }

    private CallToolResult call(CallContext call, String name, Map<String, ? extends @Nullable Object> arguments) {
        runtime.requireTool(name);
        Map<String, @Nullable Object> sent = JsonValue.object(arguments);
        String key = call.nestedKey(name, sent);
        Map<String, @Nullable Object> kept = call.kept(key);
        if (kept != null) {
            return KeptResult.ofJson(kept);
        }
        CallToolResult result = run(call, name, sent);
        call.keep(key, result);
        return result;
    }

    private CallToolResult run(CallContext call, String name, Map<String, @Nullable Object> sent) {
        Nesting nesting = invocation.nesting().within(self, call.remaining());
        if (nesting.tools().contains(name)) {
            return Failure.ringOfTools(nesting.tools(), name).asResult();
        }
        if (nesting.tools().size() > MAX_DEPTH) {
            return Failure.tooDeep(nesting.tools(), name, MAX_DEPTH).asResult();
        }
        View view = stations.authorizer().view(invocation.caller());
        ToolEntry entry = find(view, name);
        if (entry != null && entry.handler() instanceof Forward) {
            return Failure.notForTools(name).asResult(); // it would lead to tools that are not granted
        }
        Invocation nested = new Invocation(invocation.caller(), NOBODY_TO_ASK, Replay.first(), CallEvents.NONE,
                Admission.GRANTED, Pages.NONE, new Origin("tool", self), nesting);
        CompletableFuture<Outcome<CallToolResult>> outcome = new CompletableFuture<>();
        RunningCall running = new Passage<>(stations,
                new ToolOperation(entry == null ? name : entry.name(), sent, null), nested, outcome::complete)
                .within(call.building()).from(view);
        return await(call, name, running, outcome);
    }

    /** By its name in the catalog: a toolset of the client may show it under another. */
    static @Nullable ToolEntry find(View view, String name) {
        ToolEntry same = view.tool(name).orElse(null);
        return same != null && same.original().name().equals(name)
                ? same
                : view.callableTools().stream().filter(tool -> tool.original().name().equals(name)).findFirst()
                        .orElse(null);
    }

    private static CallToolResult await(CallContext call, String name, RunningCall running,
            CompletableFuture<Outcome<CallToolResult>> outcome) {
        try {
            Duration limit = call.remaining().plus(AFTER_THE_END);
            return switch (outcome.get(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                case Outcome.Completed<CallToolResult>(CallToolResult result) -> result;
                case Outcome.Refused<CallToolResult> refused -> refused.reason() == Outcome.Reason.MISSING_CAPABILITY
                        ? Failure.cannotAsk(name).asResult()
                        : CallToolResult.error(refused.message()).withMeta(Map.of(Failure.META, refused.data()));
                case Outcome.Asked<CallToolResult> asked -> Failure.cannotAsk(name).asResult();
                case Outcome.Cancelled<CallToolResult> cancelled -> throw new CallCancelledException(
                        "The call of " + name + " was cancelled");
            };
        } catch (InterruptedException e) {
            running.cancel();
            Thread.currentThread().interrupt();
            throw new CallCancelledException("The call was ended while it waited for " + name);
        } catch (TimeoutException e) {
            running.cancel();
            throw new CallCancelledException("There was no time left to wait for " + name);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
