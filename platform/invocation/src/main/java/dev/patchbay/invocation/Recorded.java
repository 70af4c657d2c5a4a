package dev.patchbay.invocation;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.invocation.AuditTrail.Recording;
import java.time.Duration;
import java.util.Locale;

/** The record of one call on its way, with the time since its begin. Whoever settles the outcome tells the end. */
final class Recorded {
    private final Recording recording;
    private final Budgeting<?> budgeting;
    private final long startNanos = System.nanoTime();

    Recorded(Recording recording, Budgeting<?> budgeting) {
        this.recording = recording;
        this.budgeting = budgeting;
    }

    Recording recording() {
        return recording;
    }

    void becameTask() {
        try {
            recording.becameTask();
        } catch (RuntimeException e) { // the call runs already, and its end is recorded
            IncidentLog.unrecorded(recording.id(), e);
        }
    }

    void end(Outcome<?> how, long bytes) {
        try {
            recording.end(outcome(budgeting.any(how, bytes)), bytes, Duration.ofNanos(System.nanoTime() - startNanos));
        } catch (RuntimeException e) { // the call has happened, and its client waits
            IncidentLog.unrecorded(recording.id(), e);
        }
    }

    private static String outcome(Outcome<?> how) {
        return switch (how) {
            case Outcome.Completed<?>(CallToolResult result) when result.isError() -> "error";
            case Outcome.Completed<?> completed -> "ok";
            case Outcome.Asked<?> asked -> "asked";
            case Outcome.Refused<?> refused -> refused.reason().name().toLowerCase(Locale.ROOT);
            case Outcome.Cancelled<?> cancelled -> "cancelled";
        };
    }
}
