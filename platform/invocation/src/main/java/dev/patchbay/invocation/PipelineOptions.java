package dev.patchbay.invocation;

import java.time.Duration;

/**
 * The limits of a call.
 *
 * @param defaultDeadline how long a call may take if its tool says nothing, from 1 ms
 * @param maxResultBytes how large a result may be, roughly as its JSON, in bytes, from 1
 */
public record PipelineOptions(Duration defaultDeadline, long maxResultBytes) {
    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public PipelineOptions {
        if (!defaultDeadline.isPositive() || maxResultBytes < 1) {
            throw new IllegalArgumentException("The deadline is " + defaultDeadline + " and the result's limit "
                    + maxResultBytes + " bytes; both must be positive");
        }
    }

    /**
     * Returns 30 s and 10 MiB.
     *
     * @return the defaults
     */
    public static PipelineOptions defaults() {
        return new PipelineOptions(Duration.ofSeconds(30), 10L << 20);
    }
}
