package dev.patchbay.api.completion;

import dev.patchbay.api.Stable;
import java.util.List;
import java.util.OptionalInt;

/**
 * Values that fit. Source: MCP 2026-07-28, {@code CompleteResult}.
 *
 * @param values the values, best first; the client gets the first 100
 * @param total how many there are in all, if known
 * @param hasMore whether there are more than these
 */
@Stable
public record CompleteResult(List<String> values, OptionalInt total, boolean hasMore) {
    private static final int MAX_VALUES = 100;

    /** Keeps the first 100 values. */
    public CompleteResult {
        hasMore = hasMore || values.size() > MAX_VALUES;
        values = List.copyOf(values.size() > MAX_VALUES ? values.subList(0, MAX_VALUES) : values);
    }

    /**
     * Returns all values there are.
     *
     * @param values the values, best first
     * @return the result, cut after 100 values with the total told
     */
    public static CompleteResult of(List<String> values) {
        return new CompleteResult(values, OptionalInt.of(values.size()), false);
    }
}
