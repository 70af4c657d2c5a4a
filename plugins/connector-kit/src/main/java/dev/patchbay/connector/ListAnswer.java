package dev.patchbay.connector;

import dev.patchbay.api.tool.CallToolResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, in the envelope of the house:
 *
 * <pre>{@code {"items": [...], "returned": 20, "limit": 20, "has_more": true, "next_cursor": "...", "truncated": false,
 * "total": 42}}</pre>
 *
 * @param items the items
 * @param nextCursor where it goes on; absent at the end
 * @param isTruncated whether the budget of characters ended it, or cut texts of an item that is longer than all of it
 * @param total how many items there are in all, if the service says so
 * @param limit the limit that was applied
 * @param notes what the client should know, such as that the limit was lowered
 */
public record ListAnswer(List<Map<String, @Nullable Object>> items, Optional<String> nextCursor, boolean isTruncated,
        Optional<Long> total, int limit, List<String> notes) {
    /** Copies the lists. */
    public ListAnswer {
        items = List.copyOf(items);
        notes = List.copyOf(notes);
    }

    /**
     * Returns the envelope.
     *
     * @return JSON of JDK types
     */
    public Map<String, @Nullable Object> envelope() {
        Map<String, @Nullable Object> envelope = new LinkedHashMap<>();
        envelope.put("items", items);
        envelope.put("returned", (long) items.size());
        envelope.put("limit", (long) limit);
        envelope.put("has_more", nextCursor.isPresent());
        nextCursor.ifPresent(text -> envelope.put("next_cursor", text));
        envelope.put("truncated", isTruncated);
        total.ifPresent(number -> envelope.put("total", number));
        if (!notes.isEmpty()) {
            envelope.put("notes", notes);
        }
        return envelope;
    }

    /**
     * Returns the envelope as the result of a tool, marked with where the items come from.
     *
     * @param origin where they come from
     * @return the result
     */
    public CallToolResult toResult(Origin origin) {
        return origin.mark(envelope());
    }
}
