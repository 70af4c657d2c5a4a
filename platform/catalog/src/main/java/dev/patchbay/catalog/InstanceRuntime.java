package dev.patchbay.catalog;

import dev.patchbay.api.grant.NotGrantedException;
import java.time.Duration;

/**
 * Where the code of one generation of an instance runs: its bounded pool of platform threads. Implemented by the plugin
 * host; used by nothing but the invocation pipeline.
 *
 * <p>Threads: safe for use by several threads; nothing here blocks.
 */
public interface InstanceRuntime {
    /**
     * Returns the name of the instance.
     *
     * @return the name, such as {@code github-internal}
     */
    String instance();

    /**
     * Returns the plugin's id.
     *
     * @return the id
     */
    String pluginId();

    /**
     * Returns the plugin's version.
     *
     * @return the version
     */
    String pluginVersion();

    /**
     * Returns what names the code, its configuration and what it may touch now: the same JAR with the same configuration
     * and grants has the same name, also after a restart.
     *
     * @return a name; by default the plugin's id and version
     */
    default String code() {
        return pluginId() + " " + pluginVersion();
    }

    /**
     * Runs work on a thread of the instance, with the plugin's context class loader.
     *
     * @param work what to run
     * @param limit after which time the host gives the work up, counted from now
     * @return the running work
     * @throws InstanceUnavailableException if the generation is retired (look the entry up again), its queue is full,
     *             or it is quarantined
     */
    RunningWork submit(PluginWork work, Duration limit) throws InstanceUnavailableException;

    /**
     * Says that the code of the plugin has ended in the work that runs on the current thread, and that its outcome is
     * told now: from here on the work no longer counts as running, so that who calls again as soon as the answer is there
     * is not refused. Does nothing on a thread that is not the instance's.
     */
    default void codeEnded() {}

    /**
     * Makes sure that calls of the instance may call a tool.
     *
     * @param name the tool in the catalog
     * @throws dev.patchbay.api.grant.NotGrantedException if it is not granted to the instance; by default none is
     */
    default void requireTool(String name) {
        throw new NotGrantedException("tools: " + name, "This needs the grant 'tools: " + name + "'");
    }

    /**
     * Returns the secrets that the instance was handed, which must not go out of it.
     *
     * @return what takes them out of texts; by default none was handed
     */
    default HandedSecrets secrets() {
        return HandedSecrets.NONE;
    }

    /**
     * Is told what was found out by calling the instance, each time that it changes; by default nobody listens. Must
     * return at once.
     *
     * @param health what is known now
     */
    default void health(InstanceHealth health) {}

    /**
     * Takes no more calls until somebody decides; what runs goes on. By default nothing happens.
     *
     * @param why in words that clients may see, without a full stop
     */
    default void quarantine(String why) {}

    /** One piece of work; exactly one of the methods {@link #run()} and {@link #giveUp} answers the client. */
    interface PluginWork {
        /**
         * Returns what runs, for people, such as {@code tools/call notes_export}.
         *
         * @return a short text
         */
        String label();

        /** Runs on a thread of the instance. Throws nothing; whatever the plugin throws is caught inside. */
        void run();

        /**
         * Called at most once, from a thread of the host, when the limit has passed, the work was cancelled before it
         * ran, or the instance is stopped or quarantined. The work may go on; its answer is dropped.
         *
         * @param cause why the host gives it up
         */
        void giveUp(Cause cause);

        /**
         * Called once the work takes no place of the instance any more: its code has ended, or it was dropped or lost.
         * Any thread, never under a lock of the runtime, since another call may go on from here; must return at once.
         */
        default void placeFreed() {}
    }

    /** Why the host gives work up. */
    enum Cause {
        /** The limit has passed. */
        DEADLINE,
        /** {@link RunningWork#cancel()} was called. */
        CANCELLED,
        /** The instance is stopped. */
        STOPPED,
        /** The instance is quarantined. */
        QUARANTINED
    }

    /** Work that was handed over. */
    interface RunningWork {
        /** Interrupts the work if it runs and takes it out of the queue if it waits; does nothing when it has ended. */
        void cancel();

        /**
         * Gives work more time, as when a call becomes a task. Does nothing to work that has ended or was given up.
         *
         * @param limit after which time the host gives it up now, counted from now
         */
        default void extend(Duration limit) {}
    }
}
