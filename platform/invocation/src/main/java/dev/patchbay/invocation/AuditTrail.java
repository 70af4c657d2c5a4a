package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a record of every call: before the plugin runs, and when the call ends.
 *
 * <p>Threads: any. {@link #begin}, {@link #denied} and {@link Recording#whenSynced} are called on I/O threads and must
 * not block.
 */
public interface AuditTrail {
    /** Keeps no record; for dev mode. */
    AuditTrail OFF = new NoTrail();

    /**
     * Begins the record of a call.
     *
     * @param call the call
     * @return its record
     */
    Recording begin(AuditedCall call);

    /**
     * Records a call that ends before it can reach a plugin: refused, limited, with wrong arguments.
     *
     * @param call the call; its target is empty if nothing of that name is there for the caller
     * @param reason the reason code
     */
    void denied(AuditedCall call, String reason);

    /**
     * A call.
     *
     * @param caller who calls
     * @param method such as {@code tools/call}
     * @param name what is called, as the caller named it
     * @param target what is called, if the caller sees it
     * @param arguments the arguments as they came; not redacted yet
     * @param origin where the call came from
     * @param chain the id of the chain that this call goes on with after a question, empty for a new one
     */
    record AuditedCall(Caller caller, String method, String name, Optional<Target> target,
            Map<String, @Nullable Object> arguments, Origin origin, Optional<String> chain) {}

    /** The record of one call. */
    interface Recording {
        /**
         * Returns the id of the call, the same in all runs of a chain.
         *
         * @return the id
         */
        String id();

        /**
         * Returns whether the record must be on the disk before the call goes on.
         *
         * @return whether {@link #whenSynced} is to be used
         */
        boolean isSynced();

        /**
         * Writes the record to the disk, and then tells.
         *
         * @param next told once, on a thread that must not be held long: empty if the call may go on, else why not
         */
        void whenSynced(Consumer<Optional<String>> next);

        /**
         * Hands the record in and does not wait, so that it is written together with those of other calls and is mostly
         * there by the time of {@link #write}. Called at most once, on the I/O thread, before the call is handed to its
         * instance; only where {@link #isSynced} is false and the arguments are small. What goes wrong here {@link
         * #write} tells.
         */
        default void announce() {}

        /**
         * Returns when the record is in the file, and writes it if that was not done yet. Called on the plugin's thread
         * right before the plugin runs; may wait for a write, not for the disk.
         *
         * @return empty if the call may go on, else why not
         */
        Optional<String> write();

        /**
         * Records that the call became a task, whose end is then that of the call. Does not wait. Called at most once, on
         * a thread that may block; by default nothing is recorded.
         */
        default void becameTask() {}

        /**
         * Records the end. Does not wait. Called exactly once for each begin, however the call ends: also if it ends
         * before {@link #write} or before the record is synced, and if the record could not be written.
         *
         * @param outcome {@code ok}, {@code error}, {@code asked}, {@code cancelled}, or the code of a refusal
         * @param bytes about how large the result is, 0 if there is none
         * @param duration from the begin
         */
        void end(String outcome, long bytes, Duration duration);
    }
}
