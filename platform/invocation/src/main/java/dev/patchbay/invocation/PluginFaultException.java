package dev.patchbay.invocation;

import org.jspecify.annotations.Nullable;

/**
 * A mistake in a plugin's code that the host noticed. The message is the host's own, so that clients may see it; it has
 * no full stop at its end.
 */
final class PluginFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    private PluginFaultException(String code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    static PluginFaultException of(String message) {
        return new PluginFaultException("plugin_fault", message, null);
    }

    static PluginFaultException illegalResult(String message) {
        return new PluginFaultException("invalid_result", "it returned what is no legal result: " + message, null);
    }

    static PluginFaultException brokenOutput(String problems) {
        return new PluginFaultException("invalid_output", "it broke its own output schema: " + problems, null);
    }

    static PluginFaultException swallowed(@Nullable Throwable cause) {
        return new PluginFaultException("plugin_fault", "it asked a question and then caught the InputRequired error"
                + " that ends the run there. It must let that error pass: never catch Throwable or Error around a"
                + " question", cause);
    }

    /** Returns a word for programs. */
    String code() {
        return code;
    }
}
