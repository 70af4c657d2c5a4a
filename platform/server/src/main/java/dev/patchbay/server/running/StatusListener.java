package dev.patchbay.server.running;

/** Is told when something about the plugins has changed. Called by one thread at a time. */
@FunctionalInterface
public interface StatusListener {
    /**
     * Tells of a change.
     *
     * @param before how it was
     * @param after how it is
     */
    void changed(ServerStatus before, ServerStatus after);
}
