package dev.patchbay.protocol.task;

import java.util.Arrays;
import java.util.Optional;

/** Where a task stands. The last three are final. */
public enum TaskStatus {
    WORKING("working"), INPUT_REQUIRED("input_required"), COMPLETED("completed"), FAILED("failed"),
    CANCELLED("cancelled");

    private final String text;

    TaskStatus(String text) {
        this.text = text;
    }

    /** The word on the wire. */
    public String text() {
        return text;
    }

    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }

    public static Optional<TaskStatus> of(String text) {
        return Arrays.stream(values()).filter(status -> status.text.equals(text)).findFirst();
    }
}
