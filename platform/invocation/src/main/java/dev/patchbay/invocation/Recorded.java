package dev.patchbay.invocation;

import dev.patchbay.api.tool.CallToolResult;
import dev.patchbay.invocation.AuditTrail.Recording;
import dev.patchbay.invocation.PipelineListener.Stage;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The record of one call on its way, with the time since its begin. Whoever settles the outcome tells the end. */
final class Recorded {
    private final Recording recording;
    private final Budgeting<?> budgeting;
    private volatile @Nullable Building building;
    private volatile boolean isEnded;
    private final Target target;
    private final PipelineListener listener;
    private final long startNanos = System.nanoTime();

    Recorded(Recording recording, Budgeting<?> budgeting, Target target, PipelineListener listener) {
        this.recording = recording;
        this.budgeting = budgeting;
        this.target = target;
        this.listener = listener;
    }

    /** What its call tells about its result, null where nobody listens. */
    @Nullable
    Building building() {
        return building;
    }

    void building(Building of) {
        building = of;
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

    /** Whether the outcome is settled: what is thrown after that is thrown by who is told it, who gets no other. */
    boolean isEnded() {
        return isEnded;
    }

    void end(Outcome<?> how, long bytes) {
        isEnded = true;
        try {
            long nanos = System.nanoTime() - startNanos;
            String word = outcome(budgeting.of(how, bytes));
            listener.happened(Stage.END, word, target, nanos);
            recording.end(word, bytes, Duration.ofNanos(nanos));
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
