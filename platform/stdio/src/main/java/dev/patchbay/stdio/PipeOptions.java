package dev.patchbay.stdio;

import dev.patchbay.protocol.json.JsonLimits;
import java.time.Duration;

/**
 * The bounds of a pipe.
 *
 * @param maxLineBytes the longest line that is read; longer ones are answered with an error
 * @param json the bounds of a message in it
 * @param maxRunning how many requests may run at once; one more is refused
 * @param maxRunningBytes how many bytes they may have together
 * @param maxMessageBytes the largest message that is taken from the endpoint
 * @param start how long requests that wait at the end of the input for an endpoint to start may go on waiting
 * @param grace how long requests that run at the end of the input may go on
 */
public record PipeOptions(int maxLineBytes, JsonLimits json, int maxRunning, long maxRunningBytes,
        int maxMessageBytes, Duration start, Duration grace) {
    private static final int MIB = 1024 * 1024;

    /**
     * Returns the bounds for lines up to a size.
     *
     * @param maxLineBytes the longest line
     * @param json the bounds of a message
     * @return the bounds
     */
    public static PipeOptions of(int maxLineBytes, JsonLimits json) {
        return new PipeOptions(maxLineBytes, json, 256, Math.max(32L * MIB, 2L * maxLineBytes), 64 * MIB,
                Duration.ofSeconds(5), Duration.ofMillis(300));
    }
}
