package dev.patchbay.connector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes items until there are enough of them, or enough characters. Used by one thread. */
final class ListCollector {
    /** What a text is cut to at least, where one item alone is longer than the budget. */
    private static final int SHORTEST_TEXT = 40;

    private final int limit;
    private final int maxChars;
    private final Set<String> fields;
    private final List<Map<String, @Nullable Object>> items = new ArrayList<>();
    private Optional<Long> total = Optional.empty();
    private int chars;
    private boolean isTruncated;

    ListCollector(int limit, int maxChars, Set<String> fields) {
        this.limit = limit;
        this.maxChars = maxChars;
        this.fields = fields;
    }

    /** Takes items of a page from an offset on; returns the offset of the first one that was not taken. */
    int take(UpstreamPage page, int offset) {
        total = page.total().or(() -> total);
        int next = offset;
        while (next < page.items().size() && !isFull()) {
            Map<String, @Nullable Object> item = projected(page.items().get(next));
            int length = Json.write(item).length() + 1;
            if (chars + length > maxChars) {
                isTruncated = true;
                if (!items.isEmpty()) {
                    return next;
                }
                item = shortened(item, maxChars);
            }
            items.add(item);
            chars += length;
            next++;
        }
        return next;
    }

    private Map<String, @Nullable Object> projected(Map<String, @Nullable Object> item) {
        if (fields.isEmpty()) {
            return item;
        }
        Map<String, @Nullable Object> kept = new LinkedHashMap<>(item);
        kept.keySet().retainAll(fields);
        return kept;
    }

    /**
     * An item that is longer than the whole budget: without it nobody would ever get beyond. Its long texts are cut, and
     * say so; what is not a text stays.
     */
    static Map<String, @Nullable Object> shortened(Map<String, @Nullable Object> item, int maxChars) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(item);
        int longest = maxChars;
        while (Json.write(copy).length() > maxChars && longest > SHORTEST_TEXT) {
            longest /= 2;
            int bound = longest;
            copy.replaceAll((name, value) -> cut(value, bound));
        }
        return copy;
    }

    private static @Nullable Object cut(@Nullable Object value, int bound) {
        if (!(value instanceof String text) || text.length() <= bound + SHORTEST_TEXT) {
            return value;
        }
        int end = Character.isHighSurrogate(text.charAt(bound - 1)) ? bound - 1 : bound;
        return text.substring(0, end) + "… [cut]";
    }

    boolean isFull() {
        return isTruncated || items.size() >= limit;
    }

    boolean isTruncated() {
        return isTruncated;
    }

    List<Map<String, @Nullable Object>> items() {
        return items;
    }

    Optional<Long> total() {
        return total;
    }
}
