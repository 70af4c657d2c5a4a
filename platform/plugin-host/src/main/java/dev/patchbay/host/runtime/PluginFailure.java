package dev.patchbay.host.runtime;

/**
 * Says that code of a plugin failed, in text only: an exception of the plugin would keep its class loader alive.
 */
public final class PluginFailure extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what failed and why
     */
    public PluginFailure(String message) {
        super(message);
    }
}
