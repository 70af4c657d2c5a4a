package dev.patchbay.invocation;

/** A call that was handed in. */
@FunctionalInterface
public interface RunningCall {
    /** Cancels the call: its cancellation fires, its thread is interrupted. Does nothing when it has ended. */
    void cancel();
}
