package dev.patchbay.invocation.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a caller can do to get less, as far as a tool's input schema tells. */
final class AskForLess {
    private static final List<String> LIMITS = List.of("limit", "max_items", "max_results", "maxResults", "page_size",
            "pageSize", "per_page", "perPage", "top", "count", "max_rows", "max_chars", "tail");
    private static final List<String> FIELDS = List.of("fields", "columns", "select", "properties", "detail_level",
            "detail");
    private static final List<String> CURSORS = List.of("cursor", "page", "offset", "after", "page_token", "pageToken");
    private static final List<String> FILTERS = List.of("filter", "filters", "query", "where", "search", "since",
            "path");

    private AskForLess() {}

    /** Returns what to try, the most helpful first; at least one sentence. */
    static List<String> suggestions(Map<String, ?> inputSchema) {
        List<String> suggestions = new ArrayList<>();
        if (inputSchema.get("properties") instanceof Map<?, ?> properties) {
            first(LIMITS, properties).ifPresent(name -> suggestions.add("Set '" + name + "' to a smaller number."));
            first(FIELDS, properties).ifPresent(name -> suggestions.add("Ask with '" + name + "' for less of each."));
            first(CURSORS, properties).ifPresent(name -> suggestions.add("Go on from one part to the next with '" + name
                    + "'."));
            first(FILTERS, properties).ifPresent(name -> suggestions.add("Narrow it down with '" + name + "'."));
        }
        if (suggestions.isEmpty()) {
            suggestions.add("Ask for something narrower.");
        }
        return suggestions;
    }

    private static Optional<String> first(List<String> names, Map<?, ?> properties) {
        return names.stream().filter(properties::containsKey).findFirst();
    }
}
