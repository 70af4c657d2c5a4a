package dev.patchbay.invocation;

import dev.patchbay.api.call.CallLogger;
import dev.patchbay.api.call.LoggingLevel;
import dev.patchbay.api.call.Progress;
import dev.patchbay.catalog.InstanceRuntime;
import org.jspecify.annotations.Nullable;

/** Progress and log lines of a call; nothing goes out after its end, and progress only grows. */
final class CallReports implements Progress, CallLogger {
    private final CallEvents events;
    private final InstanceRuntime runtime;
    private double last = Double.NEGATIVE_INFINITY;
    private boolean closed;

    CallReports(CallEvents events, InstanceRuntime runtime) {
        this.events = events;
        this.runtime = runtime;
    }

    synchronized void close() {
        closed = true;
    }

    @Override
    public synchronized void report(double progress, @Nullable Double total, @Nullable String message) {
        if (!closed && progress > last && Double.isFinite(progress)) {
            last = progress;
            events.progress(progress, total != null && Double.isFinite(total) ? total : null,
                    message == null ? null : PluginText.bounded(runtime.secrets().hidden(message)));
        }
    }

    @Override
    public synchronized void log(LoggingLevel level, String message) {
        if (!closed) {
            events.log(level, runtime.instance(), PluginText.bounded(runtime.secrets().hidden(message)));
        }
    }
}
