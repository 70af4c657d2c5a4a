package dev.patchbay.invocation;

import dev.patchbay.api.input.CreateMessageResult;
import dev.patchbay.api.input.ElicitResult;
import dev.patchbay.api.input.ListRootsResult;

/** An answer of the client to one question. */
public sealed interface InputAnswer {
    /**
     * The answer to a form, or what the client says of the wish to open a page.
     *
     * @param result what the user did; not yet checked against the requested schema
     */
    record Elicited(ElicitResult result) implements InputAnswer {}

    /**
     * The message of the client's model.
     *
     * @param result the message
     */
    record Sampled(CreateMessageResult result) implements InputAnswer {}

    /**
     * The client's roots.
     *
     * @param result the roots
     */
    record Roots(ListRootsResult result) implements InputAnswer {}
}
