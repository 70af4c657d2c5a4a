package dev.patchbay.invocation;

import dev.patchbay.api.call.Caller;
import java.util.Optional;

/**
 * The one authorization call, at the head of the pipeline, whatever the transport or the method. Must not block.
 */
@FunctionalInterface
public interface Authorizer {
    /**
     * Decides on a call.
     *
     * @param caller who calls
     * @param target what is called
     * @return the reason code of a refusal, or empty if the call may go on. A refused target looks to the client as if
     *         it did not exist
     */
    Optional<String> refuse(Caller caller, Target target);

    /**
     * What is called.
     *
     * @param kind the kind of entry
     * @param name its name or URI as clients see it
     * @param instance the instance it belongs to
     */
    record Target(Kind kind, String name, String instance) {
        /** The kinds of entry. */
        public enum Kind {
            /** A tool. */
            TOOL,
            /** A prompt. */
            PROMPT,
            /** A resource. */
            RESOURCE,
            /** A completion. */
            COMPLETION
        }
    }
}
