package dev.patchbay.api.call;

import dev.patchbay.api.Stable;

/**
 * Log lines for the calling client. They reach it where its revision allows it and it asked for the level; otherwise
 * they are dropped. Never put a secret into one. Implemented by the host.
 *
 * <p>Threads: any. After the end of the call lines are dropped.
 *
 * <p>Source: MCP 2026-07-28, utilities, logging ({@code notifications/message}).
 */
@Stable
public interface CallLogger {
    /**
     * Sends a line.
     *
     * @param level its severity
     * @param message the text
     */
    void log(LoggingLevel level, String message);

    /**
     * Sends a line at {@link LoggingLevel#DEBUG}.
     *
     * @param message the text
     */
    default void debug(String message) {
        log(LoggingLevel.DEBUG, message);
    }

    /**
     * Sends a line at {@link LoggingLevel#INFO}.
     *
     * @param message the text
     */
    default void info(String message) {
        log(LoggingLevel.INFO, message);
    }

    /**
     * Sends a line at {@link LoggingLevel#WARNING}.
     *
     * @param message the text
     */
    default void warning(String message) {
        log(LoggingLevel.WARNING, message);
    }

    /**
     * Sends a line at {@link LoggingLevel#ERROR}.
     *
     * @param message the text
     */
    default void error(String message) {
        log(LoggingLevel.ERROR, message);
    }
}
