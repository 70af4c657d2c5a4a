package dev.patchbay.invocation;

import java.time.Duration;

/**
 * The limits of the pipeline.
 *
 * @param defaultDeadline how long a call may take whose tool does not say
 * @param maxResultBytes how large a result may be, as about as many bytes of JSON
 * @param maxArgumentBytes how large arguments may be, likewise
 */
public record PipelineOptions(Duration defaultDeadline, long maxResultBytes, long maxArgumentBytes) {
    private static final long ARGUMENTS = 4L << 20;

    /**
     * Checks the limits.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public PipelineOptions {
        if (!defaultDeadline.isPositive() || maxResultBytes < 1 || maxArgumentBytes < 1) {
            throw new IllegalArgumentException("The deadline is " + defaultDeadline + ", the limit of results "
                    + maxResultBytes + " bytes and that of arguments " + maxArgumentBytes
                    + " bytes; all must be positive");
        }
    }

    /**
     * Takes the default for the arguments.
     *
     * @param defaultDeadline how long a call may take whose tool does not say
     * @param maxResultBytes how large a result may be
     * @throws IllegalArgumentException if one is not positive
     */
    public PipelineOptions(Duration defaultDeadline, long maxResultBytes) {
        this(defaultDeadline, maxResultBytes, ARGUMENTS);
    }

    /**
     * Returns 30 s, 10 MiB of result and 4 MiB of arguments.
     *
     * @return the defaults
     */
    public static PipelineOptions defaults() {
        return new PipelineOptions(Duration.ofSeconds(30), 10L << 20);
    }
}
