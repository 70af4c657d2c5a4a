package dev.patchbay.security;

import java.util.concurrent.CompletionStage;

/** What an authenticator found. */
public sealed interface Authentication {
    /**
     * The request is of a known client.
     *
     * @param caller the client
     */
    record Known(ClientIdentity caller) implements Authentication {}

    /**
     * The request is of nobody we serve.
     *
     * @param code a word for programs, such as {@code no_clients}
     * @param message what is wrong and what to do; safe to send
     * @param reason what a transport says; of HTTP its status and the error of {@code WWW-Authenticate}
     */
    record Refused(String code, String message, Reason reason) implements Authentication {}

    /**
     * The answer needs the network, such as the keys of an authorization server.
     *
     * @param found completes once, never exceptionally and never with another {@code Later}, within seconds, on any
     *            thread
     */
    record Later(CompletionStage<Authentication> found) implements Authentication {}

    /**
     * Why nobody is served, in the words of HTTP and of RFC 6750, section 3.1.
     *
     * <p>Source: MCP 2026-07-28, basic/authorization, "Error Handling".
     */
    enum Reason {
        /** Nothing was brought that could tell who calls: 401 without an error. */
        MISSING(401, ""),
        /** What was brought is wrong, expired, revoked or meant for somebody else: 401. */
        INVALID(401, "invalid_token"),
        /** Who calls is known, but nobody has let it in: 403. */
        FORBIDDEN(403, ""),
        /** It cannot be told now, because who could tell does not answer: 503. */
        UNAVAILABLE(503, "");

        private final int status;
        private final String error;

        Reason(int status, String error) {
            this.status = status;
            this.error = error;
        }

        /**
         * Returns the status of HTTP.
         *
         * @return 401, 403 or 503
         */
        public int status() {
            return status;
        }

        /**
         * Returns the error for {@code WWW-Authenticate}.
         *
         * @return a word of RFC 6750, or nothing where none fits
         */
        public String error() {
            return error;
        }
    }
}
