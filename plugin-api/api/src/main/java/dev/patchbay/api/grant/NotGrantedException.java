package dev.patchbay.api.grant;

import dev.patchbay.api.Stable;

/**
 * Something was touched that the instance was not granted. The message names the missing grant as it is written in
 * {@code Patchbay-Grants} of the manifest. A tool need not catch it: its client gets the message, as a result with
 * {@code isError}.
 */
@Stable
public final class NotGrantedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String grant;

    /**
     * Creates the exception. Done by the host, and by fakes in tests.
     *
     * @param grant the missing grant, such as {@code hosts: api.github.com}
     * @param message what is missing and who can give it
     */
    public NotGrantedException(String grant, String message) {
        super(message);
        this.grant = grant;
    }

    /**
     * Returns the missing grant.
     *
     * @return such as {@code hosts: api.github.com}
     */
    public String grant() {
        return grant;
    }
}
