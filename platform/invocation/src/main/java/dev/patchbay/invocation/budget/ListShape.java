package dev.patchbay.invocation.budget;

import dev.patchbay.api.spi.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that is a list or the envelope of one: an object with the array {@code items}, or with one array only.
 *
 * @param envelope the members beside the array, null if the value is the array itself
 * @param member the name of the array in the envelope
 * @param items the items
 */
record ListShape(@Nullable Map<String, @Nullable Object> envelope, String member,
        List<? extends @Nullable Object> items) {
    static final String TRUNCATED = "truncated";
    static final String REST = "rest";
    static final String NEXT_CURSOR = "next_cursor";
    private static final String ITEMS = "items";
    /** Room for numbers that get longer. */
    private static final int DIGITS = 20;

    static Optional<ListShape> of(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return Optional.of(new ListShape(null, ITEMS, list));
        }
        if (!(value instanceof Map<?, ?> map)
                || (map.get(TRUNCATED) != null && !(map.get(TRUNCATED) instanceof Boolean))) {
            return Optional.empty();
        }
        String member = null;
        if (map.get(ITEMS) instanceof List<?>) {
            member = ITEMS;
        } else {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (entry.getValue() instanceof List<?>) {
                    if (member != null) {
                        return Optional.empty();
                    }
                    member = String.valueOf(entry.getKey());
                }
            }
        }
        return member != null && map.get(member) instanceof List<?> list
                ? Optional.of(new ListShape(members(map), member, list))
                : Optional.empty();
    }

    private static Map<String, @Nullable Object> members(Map<?, ?> map) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.forEach((name, value) -> members.put(String.valueOf(name), value));
        return members;
    }

    /** What becomes of the cursor of the tool, which goes on after items that are not shown. */
    enum Cursor {
        /** It is left out; the last page of the rest has it. */
        REMOVED,
        /** It is null, where it has to be there; the last page has it. */
        NULL,
        /** It stays, where the schema wants it. */
        KEPT
    }

    /** Whether the tool gives a cursor. */
    boolean hasCursor() {
        return envelope != null && envelope.get(NEXT_CURSOR) != null;
    }

    /**
     * Returns the envelope with the first items.
     *
     * @param shown how many items
     * @param rest the URI of the rest, null to leave it out
     * @param cursor what becomes of the tool's cursor
     */
    Map<String, @Nullable Object> cut(int shown, @Nullable String rest, Cursor cursor) {
        Map<String, @Nullable Object> cut = new LinkedHashMap<>();
        List<@Nullable Object> first = new ArrayList<>(items.subList(0, shown));
        Map<String, @Nullable Object> before = envelope;
        if (before == null) {
            cut.put(member, first);
            cut.put("returned", shown);
            cut.put("total", items.size());
        } else {
            cut.putAll(before);
            cut.put(member, first);
            if (before.get("returned") instanceof Number) {
                cut.put("returned", shown);
            }
            if (before.get("has_more") instanceof Boolean) {
                cut.put("has_more", true);
            }
            if (before.get(NEXT_CURSOR) != null) {
                switch (cursor) {
                    case REMOVED -> cut.remove(NEXT_CURSOR);
                    case NULL -> cut.put(NEXT_CURSOR, null);
                    case KEPT -> {
                        // as it is
                    }
                }
            }
        }
        cut.put(TRUNCATED, true);
        if (rest != null) {
            cut.putIfAbsent(REST, rest);
        }
        return cut;
    }

    /** Returns the items from one on, each as compact JSON. */
    Part.Items from(int first) {
        return new Part.Items(items.subList(first, items.size()).stream().map(JsonText::of).toList());
    }

    /** Returns the members beside the array, empty if there are none. */
    Map<String, @Nullable Object> others() {
        Map<String, @Nullable Object> others = new LinkedHashMap<>();
        if (envelope != null) {
            others.putAll(envelope);
            others.remove(member);
        }
        return others;
    }

    /** Returns how many items fit beside the rest of the envelope. */
    int fitting(TextSize room) {
        Map<String, @Nullable Object> bare = cut(0, "", hasCursor() ? Cursor.KEPT : Cursor.REMOVED);
        TextSize used = JsonSize.compact(bare).plus(TextSize.ofAscii(DIGITS));
        int shown = 0;
        for (Object item : items) {
            used = used.plus(JsonSize.compact(item)).plus(TextSize.ofAscii(1));
            if (!used.fitsIn(room)) {
                break;
            }
            shown++;
        }
        return Math.min(shown, Math.max(0, items.size() - 1));
    }
}
