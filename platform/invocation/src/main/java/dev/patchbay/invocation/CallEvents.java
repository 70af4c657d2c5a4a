package dev.patchbay.invocation;

import dev.patchbay.api.call.LoggingLevel;
import org.jspecify.annotations.Nullable;

/**
 * Where progress and log lines of a call go. Implemented by the transport. Called by threads of the plugin, never after
 * the outcome; it must not block.
 */
public interface CallEvents {
    /** Drops everything. */
    CallEvents NONE = new CallEvents() {
        @Override
        public void progress(double progress, @Nullable Double total, @Nullable String message) {
            // nobody listens
        }

        @Override
        public void log(LoggingLevel level, String logger, String message) {
            // nobody listens
        }
    };

    /**
     * Takes a progress report, greater than the one before.
     *
     * @param progress how much is done
     * @param total how much there is in all, or null
     * @param message what is going on, or null
     */
    void progress(double progress, @Nullable Double total, @Nullable String message);

    /**
     * Takes a log line.
     *
     * @param level its severity
     * @param logger the name of the instance
     * @param message the text
     */
    void log(LoggingLevel level, String logger, String message);
}
