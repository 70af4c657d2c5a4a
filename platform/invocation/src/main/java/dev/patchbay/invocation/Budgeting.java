package dev.patchbay.invocation;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.catalog.ToolEntry;
import dev.patchbay.invocation.PipelineListener.Stage;
import dev.patchbay.invocation.budget.BudgetedCall;
import dev.patchbay.invocation.budget.ResultBudget.Fitted;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The result budget on the way of one call of a client. It comes after whatever keeps whole results, and before the end of
 * the call is recorded: one outcome is cut once, and whoever asks again gets the same. Calls that tools and the cache make are not cut.
 *
 * <p>Threads: any, one after the other.
 *
 * @param <R> the API's type of result
 */
final class Budgeting<R> {
    private final Stations stations;
    private final Invocation invocation;
    private final @Nullable ToolOperation tool;
    private volatile @Nullable ToolEntry entry;
    private volatile @Nullable Settled<R> last;

    /** An outcome, what became of it, and what keeps the rest once the client gets it. */
    private record Settled<R>(Outcome<R> before, Outcome<R> after, Runnable keep) {
        static <R> Settled<R> asItIs(Outcome<R> how) {
            return new Settled<>(how, how, () -> {
            });
        }
    }

    Budgeting(Stations stations, Operation<?, R> operation, Invocation invocation) {
        this.stations = stations;
        this.invocation = invocation;
        boolean isOfClient = invocation.nesting().tools().isEmpty()
                && !invocation.origin().transport().equals(Origin.CACHE);
        this.tool = isOfClient && operation instanceof ToolOperation call ? call : null;
    }

    /** Says what is called, again when it was looked up again. */
    void calls(Object looked) {
        if (tool != null && looked instanceof ToolEntry found) {
            entry = found;
        }
    }

    /** Where outcomes of the call go, which are whole. */
    Consumer<Outcome<R>> before(Consumer<Outcome<R>> outcome) {
        return tool == null ? outcome : how -> outcome.accept(told(how));
    }

    /** The call, whose outcome is cut also when it became a task. */
    Invocation before(Invocation call) {
        return tool == null || !call.tasking().isOffered() ? call : call.withTasking(new CutTasking(call.tasking()));
    }

    private Outcome<R> told(Outcome<R> how) {
        Settled<R> settled = settled(how, 0);
        settled.keep().run();
        return settled.after();
    }

    /**
     * Returns what the client gets, or would get.
     *
     * @param how the outcome
     * @param bytes about how large the result is, 0 if that is not known
     */
    @SuppressWarnings("unchecked") // an outcome of the same call
    Outcome<?> of(Outcome<?> how, long bytes) {
        return settled((Outcome<R>) how, bytes).after();
    }

    private BudgetedCall budgeted(ToolOperation called, ToolEntry found) {
        return new BudgetedCall(invocation.caller().id(), called.name(), called.sent(), found);
    }

    /** Whether it takes longer to say what the client gets than a thread has time for that serves others. */
    boolean takesLong(Outcome<R> how, long bytes) {
        ToolOperation called = tool;
        ToolEntry found = entry;
        return called != null && found != null && how instanceof Outcome.Completed<R>(CallToolResult result)
                && stations.parts().budget().takesLong(budgeted(called, found), result, bytes);
    }

    @SuppressWarnings("ReferenceEquality") // the very outcome is meant; comparing what is in it would take long
    private Settled<R> settled(Outcome<R> how, long bytes) {
        Settled<R> settled = last;
        if (settled == null || (settled.before() != how && settled.after() != how)) {
            settled = fitted(how, bytes);
            last = settled;
        }
        return settled;
    }

    @SuppressWarnings({"unchecked", "ReferenceEquality"}) // the result of a tool is replaced by one, or stays
    private Settled<R> fitted(Outcome<R> how, long bytes) {
        ToolOperation called = tool;
        ToolEntry found = entry;
        if (called == null || found == null || !(how instanceof Outcome.Completed<R>(CallToolResult result))) {
            return Settled.asItIs(how);
        }
        try {
            Fitted fitted = stations.parts().budget().fit(budgeted(called, found), result, bytes);
            if (fitted.result() == result) {
                return Settled.asItIs(how);
            }
            stations.listener().happened(Stage.BUDGET, fitted.what(), called.target(found), bytes);
            return new Settled<>(how, new Outcome.Completed<>((R) fitted.result()), fitted.keep());
        } catch (RuntimeException e) { // of the host; too much is better than nothing after the call was made
            IncidentLog.record(called.label(), e);
            return Settled.asItIs(how);
        }
    }

    /** Cuts what a task ends with. */
    private final class CutTasking implements Tasking {
        private final Tasking tasking;

        CutTasking(Tasking tasking) {
            this.tasking = tasking;
        }

        @Override
        public boolean isOffered() {
            return tasking.isOffered();
        }

        @Override
        public Optional<Duration> running() {
            return tasking.running();
        }

        @Override
        public Duration after() {
            return tasking.after();
        }

        @Override
        @SuppressWarnings("unchecked") // a task ends with what its call ends with
        public CompletableFuture<Begun> begin(String chain, RunningCall call) {
            return tasking.begin(chain, call).thenApply(begun -> new Begun(begun.limit(), begun.announce(),
                    how -> begun.end().accept(told((Outcome<R>) how))));
        }
    }
}
