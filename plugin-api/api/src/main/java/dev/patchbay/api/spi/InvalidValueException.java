package dev.patchbay.api.spi;

import dev.patchbay.api.Internal;

/**
 * Says that a JSON value does not fit a Java type although it fits the schema, such as a date on the 31st of February.
 * The client gets a tool result with {@code isError} that names the argument.
 */
@Internal
public final class InvalidValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Creates the exception.
     *
     * @param path where the value stands, such as {@code filters.created_after}
     * @param problem what is wrong with it and what is expected
     */
    public InvalidValueException(String path, String problem) {
        super(problem);
        this.path = path;
    }

    /**
     * Returns where the value stands.
     *
     * @return the path
     */
    public String path() {
        return path;
    }
}
