package dev.patchbay.plugins.github;

import dev.patchbay.api.Schema;
import java.util.Locale;

/** Statuses and conclusions of runs that GitHub filters by. */
public enum RunStatus {
    /** It ended. */
    @Schema(name = "completed")
    COMPLETED,
    /** It waits for somebody. */
    @Schema(name = "action_required")
    ACTION_REQUIRED,
    /** It was cancelled. */
    @Schema(name = "cancelled")
    CANCELLED,
    /** It failed. */
    @Schema(name = "failure")
    FAILURE,
    /** It was skipped. */
    @Schema(name = "skipped")
    SKIPPED,
    /** It succeeded. */
    @Schema(name = "success")
    SUCCESS,
    /** It took too long. */
    @Schema(name = "timed_out")
    TIMED_OUT,
    /** It runs. */
    @Schema(name = "in_progress")
    IN_PROGRESS,
    /** It has not begun. */
    @Schema(name = "queued")
    QUEUED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
