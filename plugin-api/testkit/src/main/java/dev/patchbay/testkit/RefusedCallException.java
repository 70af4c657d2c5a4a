package dev.patchbay.testkit;

import dev.patchbay.client.McpException;
import java.util.Optional;

/** The host answered with an error of the protocol, not with a result: an unknown tool, a resource that does not exist. */
public final class RefusedCallException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient Optional<Object> data;

    RefusedCallException(McpException cause) {
        super(cause.error().message(), cause);
        this.code = cause.code();
        this.data = cause.data();
    }

    /**
     * Returns the error's number.
     *
     * @return such as -32602
     */
    public int code() {
        return code;
    }

    /**
     * Returns what came with the error.
     *
     * @return any JSON value, if there is one
     */
    public Optional<Object> data() {
        return data;
    }
}
