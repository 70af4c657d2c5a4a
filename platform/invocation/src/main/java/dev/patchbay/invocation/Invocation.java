package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import dev.patchbay.api.call.ClientCapabilities;

/**
 * One call on its way, as the transport hands it in.
 *
 * @param caller who calls
 * @param capabilities what the client declared it can be asked for
 * @param replay what earlier runs of the same call left behind; {@link Replay#first()} for a new call
 * @param events where progress and log lines go while the call runs
 * @param admission asked right before the plugin runs
 * @param pages where questions wait that must not pass through the client
 * @param origin where the call came from
 * @param nesting the tools on whose behalf it is made
 * @param tasking whether it may become a task, or is one
 */
public record Invocation(Caller caller, ClientCapabilities capabilities, Replay replay, CallEvents events,
        Admission admission, Pages pages, Origin origin, Nesting nesting, Tasking tasking) {
    /**
     * Creates a call that stays a call.
     *
     * @param caller who calls
     * @param capabilities what the client declared it can be asked for
     * @param replay what earlier runs of the same call left behind
     * @param events where progress and log lines go while the call runs
     * @param admission asked right before the plugin runs
     * @param pages where questions wait that must not pass through the client
     * @param origin where the call came from
     * @param nesting the tools on whose behalf it is made
     */
    public Invocation(Caller caller, ClientCapabilities capabilities, Replay replay, CallEvents events,
            Admission admission, Pages pages, Origin origin, Nesting nesting) {
        this(caller, capabilities, replay, events, admission, pages, origin, nesting, Tasking.NONE);
    }

    /**
     * Creates a call of a client.
     *
     * @param caller who calls
     * @param capabilities what the client declared it can be asked for
     * @param replay what earlier runs of the same call left behind
     * @param events where progress and log lines go while the call runs
     * @param admission asked right before the plugin runs
     * @param pages where questions wait that must not pass through the client
     * @param origin where the call came from
     */
    public Invocation(Caller caller, ClientCapabilities capabilities, Replay replay, CallEvents events,
            Admission admission, Pages pages, Origin origin) {
        this(caller, capabilities, replay, events, admission, pages, origin, Nesting.NONE);
    }

    /**
     * Creates a call that the transport lets run in any case, where nobody can be asked on a page.
     *
     * @param caller who calls
     * @param capabilities what the client declared it can be asked for
     * @param replay what earlier runs of the same call left behind
     * @param events where progress and log lines go while the call runs
     * @param origin where the call came from
     */
    public Invocation(Caller caller, ClientCapabilities capabilities, Replay replay, CallEvents events,
            Origin origin) {
        this(caller, capabilities, replay, events, Admission.GRANTED, Pages.NONE, origin);
    }

    /**
     * Returns the same call, which may become a task or is one.
     *
     * @param value whether it may
     * @return the changed call
     */
    public Invocation withTasking(Tasking value) {
        return new Invocation(caller, capabilities, replay, events, admission, pages, origin, nesting, value);
    }

    /** The same call, which the transport has let run already. */
    Invocation admitted() {
        return new Invocation(caller, capabilities, replay, events, Admission.GRANTED, pages, origin, nesting, tasking);
    }
}
