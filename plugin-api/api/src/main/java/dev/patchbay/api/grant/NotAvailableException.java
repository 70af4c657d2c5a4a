package dev.patchbay.api.grant;

import dev.patchbay.api.Stable;

/**
 * Something that was granted is not there: a secret without a value, a database that is not configured or does not
 * answer. The message says what an administrator has to do. A tool need not catch it: its client gets the message, as a
 * result with {@code isError}.
 */
@Stable
public final class NotAvailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception. Done by the host, and by fakes in tests.
     *
     * @param message what is missing and what to do
     */
    public NotAvailableException(String message) {
        super(message);
    }
}
