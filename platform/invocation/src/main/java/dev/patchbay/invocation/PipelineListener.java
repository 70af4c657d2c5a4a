package dev.patchbay.invocation;

/**
 * Hears what happens at the stages of the pipeline, so that it can be counted and measured without touching a stage.
 *
 * <p>Threads: any, I/O threads and threads of plugins too; it must return at once and throw nothing.
 */
@FunctionalInterface
public interface PipelineListener {
    /** Hears nothing. */
    PipelineListener NONE = (stage, what, target, value) -> {
    };

    /** The stages, in the order in which a call passes them. */
    enum Stage {
        /** Who may call what. */
        AUTHORIZE,
        /** Limits of calls. */
        LIMIT,
        /** The check of the arguments. */
        VALIDATE,
        /** The record of the call. */
        AUDIT,
        /** Kept results. */
        CACHE,
        /** How many calls of one plugin or tool run and wait. */
        BULKHEAD,
        /** Whether a plugin or tool that failed is called at all. */
        BREAKER,
        /** A call that failed is made again. */
        RETRY,
        /** Another tool answers. */
        FALLBACK,
        /** The plugin's code. */
        PLUGIN,
        /** The size of the result. */
        BUDGET,
        /** The end of the call, however it ended. */
        END
    }

    /**
     * Something happened.
     *
     * @param stage where
     * @param what what, one of few words in snake_case, such as {@code hit}, {@code refused}, {@code opened}
     * @param target what is called
     * @param value a number where it says more, as the stage documents it: nanoseconds, bytes, the number of an attempt;
     *            else 0
     */
    void happened(Stage stage, String what, Target target, long value);
}
