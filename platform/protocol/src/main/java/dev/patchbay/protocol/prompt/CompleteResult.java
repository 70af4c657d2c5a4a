package dev.patchbay.protocol.prompt;

import dev.patchbay.protocol.McpResult;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values that fit, at most 100.
 *
 * @param total how many there are in all, if known
 * @param hasMore whether there are more, if known
 */
public record CompleteResult(List<String> values, @Nullable Long total, @Nullable Boolean hasMore,
        Map<String, Object> meta) implements McpResult {
    private static final int MAX_VALUES = 100;

    public CompleteResult {
        values = List.copyOf(values);
        if (values.size() > MAX_VALUES) {
            throw new IllegalArgumentException("at most " + MAX_VALUES + " completion values, were " + values.size());
        }
    }
}
