package dev.patchbay.invocation;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.catalog.search.Forward;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.PipelineListener.Stage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Another tool answers instead of one that failed. It goes the way of every call, as the same client: what that client
 * may not call does not answer, it counts in its limits, and it has a record of its own.
 *
 * @param stations what calls pass
 * @param invocation the call that failed
 * @param tool who answers, by its name in the catalog
 * @param failure why
 */
record Fallback(Stations stations, Invocation invocation, String tool, Failure failure) {
    private static final String META = "dev.patchbay/fallback";
    private static final int MOST = 4;

    /**
     * Looks for the other tool.
     *
     * @param failed what failed
     * @param name how the caller named it
     * @param arguments what it was called with
     * @param whom who is told how it ended: with the result of the other tool, or with the failure
     * @return begins its call; null if no tool can answer
     */
    @Nullable
    Supplier<RunningCall> find(ToolEntry failed, String name, Map<String, @Nullable Object> arguments,
            Consumer<Outcome<CallToolResult>> whom) {
        Target target = new Target(Target.Kind.TOOL, name, failed.original().name(), failed.runtime().instance(),
                Optional.of(failed.definition().traits()));
        Nesting nesting = invocation.nesting().instead(failed.original().name());
        View view = stations.authorizer().view(invocation.caller());
        ToolEntry other = NestedCalls.find(view, tool);
        if (other == null || other.handler() instanceof Forward || nesting.tools().contains(tool)
                || nesting.tools().size() > MOST) {
            stations.listener().happened(Stage.FALLBACK, "none", target, 0);
            return null;
        }
        Invocation instead = new Invocation(invocation.caller(), NestedCalls.NOBODY_TO_ASK, Replay.first(),
                CallEvents.NONE, Admission.GRANTED, Pages.NONE, new Origin("fallback", failed.original().name()),
                nesting);
        return () -> new Passage<>(stations, new ToolOperation(other.name(), arguments, null), instead,
                outcome -> whom.accept(taken(failed, name, other, outcome, target))).from(view);
    }

    private Outcome<CallToolResult> taken(ToolEntry failed, String name, ToolEntry other,
            Outcome<CallToolResult> outcome, Target target) {
        if (outcome instanceof Outcome.Cancelled) {
            return outcome;
        }
        if (outcome instanceof Outcome.Completed<CallToolResult>(CallToolResult result) && fits(failed, result)) {
            stations.listener().happened(Stage.FALLBACK, "answered", target, 0);
            Map<String, Object> meta = new LinkedHashMap<>(result.meta());
            meta.put(META, Map.of("tool", other.name(), "instead_of", name, "code", failure.code()));
            return new Outcome.Completed<>(result.withMeta(meta));
        }
        stations.listener().happened(Stage.FALLBACK, "failed", target, 0);
        return new Outcome.Completed<>(failure.without(name).asResult());
    }

    /** The client holds the result to the schema of the tool that it called. */
    private static boolean fits(ToolEntry failed, CallToolResult result) {
        if (result.isError()) {
            return false;
        }
        return failed.output().isEmpty() || result.structuredContent()
                .map(structured -> failed.output().get().check(structured).isEmpty()).orElse(false);
    }
}
