package dev.patchbay.api.input;

import dev.patchbay.api.Stable;

/**
 * Ends a run at a question whose answer is not known yet. The host throws it out of
 * {@link dev.patchbay.api.call.Call#askAll} and catches it at the edge of the plugin; a plugin lets it pass. It is an
 * {@link Error} so that {@code catch (Exception e)} does not stop it, and carries nothing.
 */
@Stable
public final class InputRequired extends Error {
    private static final long serialVersionUID = 1L;

    /** Creates the unwind; without a stack trace, since it is no failure. */
    public InputRequired() {
        super("The call waits for an answer of the client. Do not catch this error: let it pass to the host", null,
                false, false);
    }
}
