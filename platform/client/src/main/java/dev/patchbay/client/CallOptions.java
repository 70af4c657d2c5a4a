package dev.patchbay.client;

import dev.patchbay.protocol.LoggingLevel;
import dev.patchbay.protocol.notification.LoggingMessageNotification;
import dev.patchbay.protocol.notification.ProgressNotification;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How one call is made. Listeners run on the thread that reads the call's stream, one at a time; while one runs, nothing
 * else of the call is read.
 *
 * @param timeout until the answer must be there; null for the client's own
 * @param onProgress told of progress; null to ask for none
 * @param onLog told of log messages; null to ask for none
 * @param logLevel from which severity, if there is a log listener
 */
public record CallOptions(@Nullable Duration timeout, @Nullable Consumer<ProgressNotification> onProgress,
        @Nullable Consumer<LoggingMessageNotification> onLog, LoggingLevel logLevel) {
    public static final CallOptions DEFAULT = new CallOptions(null, null, null, LoggingLevel.INFO);

    public CallOptions withTimeout(Duration value) {
        return new CallOptions(value, onProgress, onLog, logLevel);
    }

    public CallOptions withProgress(Consumer<ProgressNotification> listener) {
        return new CallOptions(timeout, listener, onLog, logLevel);
    }

    public CallOptions withLog(LoggingLevel level, Consumer<LoggingMessageNotification> listener) {
        return new CallOptions(timeout, onProgress, listener, level);
    }
}
