package dev.patchbay.agent;

import java.util.List;

/**
 * What the host tells the agent: which class loader is whose, and what that one may do. The host takes it once with
 * {@link Agent#claim}, before any plugin is loaded, so that no plugin can.
 *
 * <p>Threads: all methods, by any.
 */
public interface AgentRules {
    /**
     * Says whose code a class loader loads, and what it may do. A second call replaces the rules, also for code that runs.
     *
     * @param loader the class loader, held weakly
     * @param instance the name of the plugin's instance
     * @param rules what it may do
     */
    void give(ClassLoader loader, String instance, Rules rules);

    /**
     * Says that a class loader loads code that the host answers for. Loaders whose own class is the host's need not be
     * named.
     *
     * @param loader the class loader, held weakly
     */
    void trust(ClassLoader loader);

    /**
     * Says that a thread of the host's own, not started yet, will run code of a plugin.
     *
     * @param thread the thread
     * @param loader the class loader of the plugin
     */
    void attribute(Thread thread, ClassLoader loader);

    /**
     * Takes back all that the code of a class loader may do. Its threads that still live are denied everything.
     *
     * @param loader the class loader
     */
    void withdraw(ClassLoader loader);

    /**
     * Returns what was denied to an instance since the process started.
     *
     * @param instance the name of the instance
     * @return the count and the last texts
     */
    Denied denied(String instance);

    /**
     * Waits for a denial that was not taken yet, for the log of the host. Denials that nobody takes in time are counted
     * but not told.
     *
     * @return one line that names instance, deed and missing grant
     * @throws InterruptedException if the thread is interrupted
     */
    String takeDenial() throws InterruptedException;

    /**
     * Does what must be denied, from a class loader that has no rights: starts a process, connects a socket, reads a file.
     *
     * @return what was not denied, for a person; empty if all was
     */
    List<String> selfTest();

    /**
     * What was denied to an instance.
     *
     * @param count how often
     * @param last the last distinct texts, newest last
     */
    record Denied(long count, List<String> last) {
        /** Copies the list. */
        public Denied {
            last = List.copyOf(last);
        }
    }
}
