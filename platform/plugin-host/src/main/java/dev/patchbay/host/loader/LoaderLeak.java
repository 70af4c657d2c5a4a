package dev.patchbay.host.loader;

import java.time.Instant;
import java.util.List;

/**
 * A class loader of a stopped generation that is still in memory long after its close.
 *
 * @param instance the instance
 * @param version the version of the plugin
 * @param closedAt when it was closed
 * @param threads the threads that hold it, with their stacks; empty if something else does
 */
public record LoaderLeak(String instance, String version, Instant closedAt, List<HoldingThread> threads) {
    /** Copies the threads. */
    public LoaderLeak {
        threads = List.copyOf(threads);
    }

    /**
     * A thread that holds a class loader.
     *
     * @param name its name
     * @param stack where it is
     */
    public record HoldingThread(String name, List<String> stack) {
        /** Copies the stack. */
        public HoldingThread {
            stack = List.copyOf(stack);
        }
    }
}
