package dev.patchbay.invocation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * What a call may become. Implemented where tasks are kept; handed in with the call.
 *
 * <p>Threads: any; nothing here blocks, {@link #begin} works on threads of its own.
 *
 * <p>Source: MCP extension {@code io.modelcontextprotocol/tasks}, revision 2026-07-28.
 */
public interface Tasking {
    /** The id of the extension. */
    String EXTENSION = "io.modelcontextprotocol/tasks";

    /** For clients that know no tasks: a call stays a call. */
    Tasking NONE = new Tasking() {
        @Override
        public boolean isOffered() {
            return false;
        }

        @Override
        public Optional<Duration> running() {
            return Optional.empty();
        }

        @Override
        public CompletableFuture<Begun> begin(String chain, RunningCall call) {
            return CompletableFuture.failedFuture(new IllegalStateException("This client knows no tasks"));
        }
    };

    /**
     * Returns whether the client takes a task for an answer.
     *
     * @return whether it declared the extension with this call
     */
    boolean isOffered();

    /**
     * Returns whether the call is a further run of a task.
     *
     * @return how long this run may take, empty if the call is no task yet
     */
    Optional<Duration> running();

    /**
     * Returns after which time the host makes a task of the call by itself, if its tool allows that.
     *
     * @return the time, zero for never
     */
    default Duration after() {
        return Duration.ZERO;
    }

    /**
     * Makes a task of the call. The task is durable when this completes.
     *
     * @param chain the id under which the call is recorded
     * @param call the running call, for whoever cancels the task
     * @return what comes next; ends with a {@link TaskRefusedException} if there are too many tasks
     */
    CompletableFuture<Begun> begin(String chain, RunningCall call);

    /**
     * A call that became a task.
     *
     * @param limit how long the run may take, counted from now
     * @param announce answers the client; called once, when the call has taken note
     * @param end where the outcome goes instead; must not block
     */
    record Begun(Duration limit, Runnable announce, Consumer<Outcome<?>> end) {}
}
