package dev.patchbay.invocation;

import dev.patchbay.api.input.InputRequest;
import java.util.Map;

/**
 * How a run of a call ended.
 *
 * @param <R> the API's type of result
 */
public sealed interface Outcome<R> {
    /**
     * The call has a result; for tools this includes failures, as a result with {@code isError}.
     *
     * @param <R> the API's type of result
     * @param result the result, checked
     */
    record Completed<R>(R result) implements Outcome<R> {}

    /**
     * The run ended at questions.
     *
     * @param <R> the API's type of result
     * @param requests the questions by the author's key, in their order; all of kinds that the client declared
     * @param replay what the next run needs beside the answers to these questions; it says on which pages those of them
     *            wait that the client may not see
     */
    record Asked<R>(Map<String, InputRequest> requests, Replay replay) implements Outcome<R> {}

    /**
     * The call ends in a protocol error.
     *
     * @param <R> the API's type of result
     * @param reason what kind of error
     * @param message a text for the client; never that of an unexpected exception
     * @param data more for the client, JSON of JDK types; maybe empty
     */
    record Refused<R>(Reason reason, String message, Map<String, Object> data) implements Outcome<R> {}

    /**
     * Nobody waits for the answer any more.
     *
     * @param <R> the API's type of result
     */
    record Cancelled<R>() implements Outcome<R> {}

    /** The kinds of protocol error. */
    enum Reason {
        /** No such tool, or not enabled for the caller; both look the same. */
        UNKNOWN_TOOL,
        /** No such prompt, or not enabled for the caller. */
        UNKNOWN_PROMPT,
        /** No such resource, or not enabled for the caller; the data names the URI. */
        RESOURCE_NOT_FOUND,
        /** Nothing to complete under that reference. */
        UNKNOWN_REFERENCE,
        /** Arguments of a prompt or a completion are wrong. */
        INVALID_PARAMS,
        /** The plugin asked for what the client did not declare; the data holds {@code requiredCapabilities}. */
        MISSING_CAPABILITY,
        /** The caller's token lacks scopes; the data holds {@code scopes}, all that the operation needs. */
        INSUFFICIENT_SCOPE,
        /** The caller may not do this; the data says more. */
        FORBIDDEN,
        /** A limit was hit (busy, deadline, quarantined) outside of {@code tools/call}; the data says more. */
        LIMIT,
        /** Something unexpected; the message names the id under which it was logged. */
        INTERNAL
    }
}
