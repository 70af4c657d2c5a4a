package dev.patchbay.invocation;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tools on whose behalf a call is made, outermost first, and when the innermost of their calls ends.
 *
 * @param tools names in the catalog; empty for a call of a client
 * @param endNanos when there is no time left, as {@link System#nanoTime()} counts; without meaning for a client's call
 */
public record Nesting(List<String> tools, long endNanos) {
    /** A call of a client. */
    public static final Nesting NONE = new Nesting(List.of(), 0);

    /** Copies the list. */
    public Nesting {
        tools = List.copyOf(tools);
    }

    /** One deeper: calls that a tool makes. */
    Nesting within(String tool, Duration remaining) {
        return new Nesting(Stream.concat(tools.stream(), Stream.of(tool)).toList(),
                System.nanoTime() + remaining.toNanos());
    }

    /** Beside: a tool that answers instead of another, in a time of its own where a client called. */
    Nesting instead(String tool) {
        return new Nesting(Stream.concat(tools.stream(), Stream.of(tool)).toList(),
                tools.isEmpty() ? System.nanoTime() + Duration.ofDays(1).toNanos() : endNanos);
    }

    /** How long a call may take that may take a time by itself. */
    Duration limit(Duration own) {
        if (tools.isEmpty()) {
            return own;
        }
        Duration left = Duration.ofNanos(Math.max(1, endNanos - System.nanoTime()));
        return left.compareTo(own) < 0 ? left : own;
    }
}
