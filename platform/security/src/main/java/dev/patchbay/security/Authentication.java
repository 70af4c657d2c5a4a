package dev.patchbay.security;

import dev.patchbay.api.call.Caller;

/** What an authenticator found. */
public sealed interface Authentication {
    /**
     * The request is of a known client.
     *
     * @param caller the client
     */
    record Known(Caller caller) implements Authentication {}

    /**
     * The request is of nobody we serve; the transport answers 401.
     *
     * @param code a word for programs, such as {@code no_clients}
     * @param message what is wrong and what to do; safe to send
     */
    record Refused(String code, String message) implements Authentication {}
}
