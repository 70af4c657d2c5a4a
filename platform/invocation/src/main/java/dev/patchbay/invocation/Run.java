package dev.patchbay.invocation;

import dev.patchbay.api.call.Call;
import dev.patchbay.api.call.CallCancelledException;
import dev.patchbay.api.input.InputRequired;
import dev.patchbay.catalog.InstanceRuntime;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of a call on a thread of its instance. However it ends (with a result, at a question, with a failure, given
 * up by the host, cancelled by the client), the outcome is told once; what comes later is dropped.
 *
 * @param <R> the API's type of result
 */
final class Run<R> implements InstanceRuntime.PluginWork, RunningCall {
    private final String label;
    private final CallContext call;
    private final Body<R> body;
    private final Failures<R> failures;
    private final Consumer<Outcome<R>> outcome;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile InstanceRuntime.@Nullable RunningWork work;
    private volatile boolean cancelled;

    Run(String label, CallContext call, Body<R> body, Failures<R> failures, Consumer<Outcome<R>> outcome) {
        this.label = label;
        this.call = call;
        this.body = body;
        this.failures = failures;
        this.outcome = outcome;
    }

    /** The plugin's part of a call, and the check of its result. */
    @FunctionalInterface
    interface Body<R> {
        R run(Call call) throws Exception;
    }

    /** What the client gets when there is no result. */
    interface Failures<R> {
        Outcome<R> failed(Throwable failure);

        Outcome<R> givenUp(InstanceRuntime.Cause cause);
    }

    void startedAs(InstanceRuntime.RunningWork running) {
        work = running;
        if (cancelled) {
            running.cancel();
        }
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public void run() {
        call.startedOn(Thread.currentThread());
        end(attempt());
    }

    private Outcome<R> attempt() {
        try {
            R result = body.run(call);
            return call.questions().isOpen() ? failures.failed(swallowed(null)) : new Outcome.Completed<>(result);
        } catch (InputRequired unwind) {
            return call.questions().asked();
        } catch (CallCancelledException | InterruptedException e) {
            return call.cancellation().isCancelled() ? new Outcome.Cancelled<>() : failures.failed(e);
        } catch (Throwable failure) { // the edge of the plugin: whatever it throws hurts its own call only
            return call.questions().isOpen() ? failures.failed(swallowed(failure)) : failures.failed(failure);
        }
    }

    private static Throwable swallowed(@Nullable Throwable failure) {
        return new SwallowedQuestionException(failure);
    }

    @Override
    public void giveUp(InstanceRuntime.Cause cause) {
        call.fireCancellation();
        end(cause == InstanceRuntime.Cause.CANCELLED ? new Outcome.Cancelled<>() : failures.givenUp(cause));
    }

    @Override
    public void cancel() {
        cancelled = true;
        call.fireCancellation();
        InstanceRuntime.RunningWork running = work;
        if (running != null) {
            running.cancel();
        }
        end(new Outcome.Cancelled<>());
    }

    private void end(Outcome<R> how) {
        if (ended.compareAndSet(false, true)) {
            call.close();
            outcome.accept(how);
        }
    }
}
