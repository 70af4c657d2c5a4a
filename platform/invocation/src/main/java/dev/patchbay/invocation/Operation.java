package dev.patchbay.invocation;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.Caller;
import dev.patchbay.api.tool.TaskSupport;
import dev.patchbay.catalog.InstanceRuntime;
import dev.patchbay.catalog.view.View;
import dev.patchbay.invocation.resilience.EntryGuard;
import dev.patchbay.invocation.resilience.Guards;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What differs between calling a tool, getting a prompt, reading a resource and completing an argument. One object is one
 * call; the stations of the {@link Pipeline} ask it in the order of its methods.
 *
 * @param <E> the entry of the catalog
 * @param <R> the API's type of result
 */
interface Operation<E, R> {
    /** Returns the method: {@code tools/call}. */
    String method();

    /** Returns what is called, as the client named it. */
    String name();

    /** Returns what is called, for people: {@code tools/call notes_export}. */
    default String label() {
        return method() + " " + name();
    }

    /** Returns the entry, null if there is none. */
    @Nullable
    E find(View view);

    /** Returns what is called. */
    Target target(E entry);

    /** Returns what the authorizer decides on. */
    default Authorizer.Request asked(Caller caller, E entry) {
        return new Authorizer.Request(caller, target(entry), arguments(entry));
    }

    /** Returns what the client gets if there is no entry, or none for this caller. */
    Outcome<R> unknown();

    /** Counts what the client sent. */
    void measureArguments(JsonMeter meter) throws JsonMeter.Exceeded;

    /** Returns what is wrong with what the client sent, null if the call goes on. */
    @Nullable
    Failure checkArguments(E entry);

    /** Returns the result of a call that needs no plugin, null if it needs one. */
    default @Nullable R ready(E entry) {
        return null;
    }

    /** Returns what guards the plugin against its calls, and its callers against it. */
    default EntryGuard guard(Guards guards, E entry) {
        return guards.whole(runtime(entry));
    }

    /** Returns how long it may take by what its plugin says, zero if that says nothing. */
    default Duration declaredLimit(E entry) {
        return Duration.ZERO;
    }

    /** Returns whether calling it again changes nothing more. */
    default boolean isRepeatable(E entry) {
        return false;
    }

    /** Returns what lets another tool answer, null if none can. */
    default @Nullable Supplier<RunningCall> fallBack(Fallback fallback, E entry, Consumer<Outcome<R>> whom) {
        return null;
    }

    /** Returns how its results may be kept and what it changes, null where there is nothing to say. */
    default @Nullable Keeping keeping(E entry) {
        return null;
    }

    /** Returns for how long the result may be given again, as the plugin says: on its thread, right after the call. */
    default Optional<Duration> life(E entry) {
        return Optional.empty();
    }

    /** Hears for how long the result may be given again, before its outcome is told. */
    default void lives(Duration time) {}

    /** Returns whether a call of it may become a task. */
    default TaskSupport taskSupport(E entry) {
        return TaskSupport.NONE;
    }

    /** Returns where it runs. */
    InstanceRuntime runtime(E entry);

    /** Returns the arguments as the plugin sees them: what the client sent, and what a toolset fixes. */
    Map<String, @Nullable Object> arguments(E entry);

    /** Returns the arguments as the client sent them, for the record. */
    Map<String, @Nullable Object> sent();

    /** Returns whether the plugin may ask the client. */
    default boolean canAsk() {
        return true;
    }

    /** Calls the plugin, on its thread. */
    @Nullable
    R call(E entry, Call call) throws Exception;

    /**
     * Checks what the plugin returned, and shows its own URIs as clients know them.
     *
     * @throws PluginFaultException if it is not what the protocol or the plugin's own definition allows
     */
    R checkResult(E entry, R result, JsonMeter meter, ResultLinks links) throws JsonMeter.Exceeded;

    /** Returns the outcome of a call that failed. */
    default Outcome<R> failed(Failure failure) {
        return failure.asRefusal();
    }
}
